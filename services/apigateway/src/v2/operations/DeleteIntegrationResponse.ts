import { withoutIntegrationResponse } from "../../domain/v2/integration-response.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses-integrationresponseid.html */
export const DeleteIntegrationResponse: Operation<"DeleteIntegrationResponse"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const { ApiId: apiId, ...address } = input;
  await changeApi(store, { apiId, call }, (of) => ({ api: withoutIntegrationResponse(of, address) }));
  return {};
};
