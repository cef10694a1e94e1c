import type { CreateAuthorizerResponse } from "@aws-sdk/client-apigatewayv2";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { withAuthorizer } from "../../domain/v2/authorizer.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html */
export const CreateAuthorizer: Operation<"CreateAuthorizer"> = async (
  input,
  call,
  store,
): Promise<CreateAuthorizerResponse> => {
  const { ApiId: apiId, ...request } = input;
  checkPassedRole(input.AuthorizerCredentialsArn, call.place);
  const authorizerId = newId(call.ids, PART_ID_LENGTH);
  const { authorizer } = await changeApi(store, { apiId, call }, (of) => withAuthorizer(of, authorizerId, request));
  return authorizer;
};
