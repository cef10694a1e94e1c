import type { UpdateAuthorizerResponse } from "@aws-sdk/client-apigatewayv2";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { withUpdatedAuthorizer } from "../../domain/v2/authorizer.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html */
export const UpdateAuthorizer: Operation<"UpdateAuthorizer"> = async (
  input,
  call,
  store,
): Promise<UpdateAuthorizerResponse> => {
  const { ApiId: apiId, AuthorizerId: authorizerId, ...request } = input;
  checkPassedRole(input.AuthorizerCredentialsArn, call.place);
  const { authorizer } = await changeApi(store, { apiId, call }, (of) =>
    withUpdatedAuthorizer(of, authorizerId, request),
  );
  return authorizer;
};
