import type { Authorizer } from "@aws-sdk/client-api-gateway";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { authorizerExists, newAuthorizer } from "../../domain/rest/authorizer.ts";
import { authorizerRows } from "../../store/authorizers.ts";
import { listAll } from "../../store/list-all.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

export const CreateAuthorizer: Operation<"CreateAuthorizer"> = async (
  input,
  { ids, place },
  store,
): Promise<Authorizer> => {
  const { restApiId } = input;
  const authorizer = newAuthorizer(input, newId(ids, PART_ID_LENGTH));
  checkPassedRole(authorizer.authorizerCredentials, place);
  await changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    const authorizers = await listAll(rows, authorizerRows, restApiId);
    if (authorizers.some(({ name }) => name === authorizer.name)) throw authorizerExists(authorizer.name);
    rows.put(authorizerRows, authorizer, restApiId, authorizer.id);
  });
  return authorizer;
};
