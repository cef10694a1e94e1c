import { withoutIntegration } from "../../domain/v2/integration.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html */
export const DeleteIntegration: Operation<"DeleteIntegration"> = async (input, call, store): Promise<object> => {
  const { ApiId: apiId, IntegrationId: integrationId } = input;
  await changeApi(store, { apiId, call }, (of) => ({ api: withoutIntegration(of, integrationId) }));
  return {};
};
