import type { UpdateIntegrationResult } from "@aws-sdk/client-apigatewayv2";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { withUpdatedIntegration } from "../../domain/v2/integration.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html */
export const UpdateIntegration: Operation<"UpdateIntegration"> = async (
  input,
  call,
  store,
): Promise<UpdateIntegrationResult> => {
  const { ApiId: apiId, IntegrationId: integrationId, ...request } = input;
  checkPassedRole(input.CredentialsArn, call.place);
  const { integration } = await changeApi(store, { apiId, call }, (of) =>
    withUpdatedIntegration(of, integrationId, request),
  );
  return integration;
};
