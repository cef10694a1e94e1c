import type { CreateIntegrationResult } from "@aws-sdk/client-apigatewayv2";
import { newId } from "../../domain/new-id.ts";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { withIntegration } from "../../domain/v2/integration.ts";
import { ROUTE_ID_LENGTH } from "../../domain/v2/route.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html */
export const CreateIntegration: Operation<"CreateIntegration"> = async (
  input,
  call,
  store,
): Promise<CreateIntegrationResult> => {
  const { ApiId: apiId, ...request } = input;
  checkPassedRole(input.CredentialsArn, call.place);
  const integrationId = newId(call.ids, ROUTE_ID_LENGTH);
  const { integration } = await changeApi(store, { apiId, call }, (of) => withIntegration(of, integrationId, request));
  return integration;
};
