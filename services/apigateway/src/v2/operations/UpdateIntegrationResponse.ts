import type { UpdateIntegrationResponseResponse } from "@aws-sdk/client-apigatewayv2";
import { describeIntegrationResponse, withUpdatedIntegrationResponse } from "../../domain/v2/integration-response.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses-integrationresponseid.html */
export const UpdateIntegrationResponse: Operation<"UpdateIntegrationResponse"> = async (
  input,
  call,
  store,
): Promise<UpdateIntegrationResponseResponse> => {
  const { ApiId: apiId, IntegrationId, IntegrationResponseId, ...request } = input;
  const address = { IntegrationId, IntegrationResponseId };
  const { response } = await changeApi(store, { apiId, call }, (of) =>
    withUpdatedIntegrationResponse(of, address, request),
  );
  return describeIntegrationResponse(response);
};
