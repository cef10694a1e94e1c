import type { CreateIntegrationResponseResponse } from "@aws-sdk/client-apigatewayv2";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { describeIntegrationResponse, withIntegrationResponse } from "../../domain/v2/integration-response.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses.html */
export const CreateIntegrationResponse: Operation<"CreateIntegrationResponse"> = async (
  input,
  call,
  store,
): Promise<CreateIntegrationResponseResponse> => {
  const { ApiId: apiId, IntegrationId, ...request } = input;
  const address = { IntegrationId, IntegrationResponseId: newId(call.ids, PART_ID_LENGTH) };
  const { response } = await changeApi(store, { apiId, call }, (of) => withIntegrationResponse(of, address, request));
  return describeIntegrationResponse(response);
};
