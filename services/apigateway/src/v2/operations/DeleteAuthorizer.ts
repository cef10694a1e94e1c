import { withoutAuthorizer } from "../../domain/v2/authorizer.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html */
export const DeleteAuthorizer: Operation<"DeleteAuthorizer"> = async (input, call, store): Promise<object> => {
  const { ApiId: apiId, AuthorizerId: authorizerId } = input;
  await changeApi(store, { apiId, call }, (of) => ({ api: withoutAuthorizer(of, authorizerId) }));
  return {};
};
