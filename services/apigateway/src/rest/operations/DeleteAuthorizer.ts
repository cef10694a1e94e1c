import { checkUnused, noSuchAuthorizer } from "../../domain/rest/authorizer.ts";
import { authorizerRows } from "../../store/authorizers.ts";
import { listAll } from "../../store/list-all.ts";
import { resourceRows } from "../../store/resources.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

export const DeleteAuthorizer: Operation<"DeleteAuthorizer"> = async (input, { place }, store): Promise<object> => {
  const { restApiId, authorizerId } = input;
  await changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    const authorizer = await rows.get(authorizerRows, restApiId, authorizerId);
    if (authorizer === undefined) throw noSuchAuthorizer();
    checkUnused(authorizer, await listAll(rows, resourceRows, restApiId));
    rows.remove(authorizerRows, restApiId, authorizerId);
  });
  return {};
};
