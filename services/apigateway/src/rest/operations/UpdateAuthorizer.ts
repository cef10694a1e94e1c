import type { Authorizer } from "@aws-sdk/client-api-gateway";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import {
  AUTHORIZER_PATCHES,
  authorizerExists,
  checkAuthorizer,
  noSuchAuthorizer,
} from "../../domain/rest/authorizer.ts";
import { authorizerRows } from "../../store/authorizers.ts";
import { listAll } from "../../store/list-all.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

export const UpdateAuthorizer: Operation<"UpdateAuthorizer"> = async (input, { place }, store): Promise<Authorizer> => {
  const { restApiId, authorizerId, patchOperations } = input;
  return changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    const found = await rows.get(authorizerRows, restApiId, authorizerId);
    if (found === undefined) throw noSuchAuthorizer();
    const authorizer = applyPatches(found, patchOperations, AUTHORIZER_PATCHES);
    checkAuthorizer(authorizer);
    checkPassedRole(authorizer.authorizerCredentials, place);
    const authorizers = await listAll(rows, authorizerRows, restApiId);
    const isTaken = authorizers.some(({ id, name }) => id !== authorizerId && name === authorizer.name);
    if (isTaken) throw authorizerExists(authorizer.name);
    rows.put(authorizerRows, authorizer, restApiId, authorizerId);
    return authorizer;
  });
};
