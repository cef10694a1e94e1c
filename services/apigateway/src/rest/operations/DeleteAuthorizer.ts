import { checkUnused, noSuchAuthorizer } from "../../domain/rest/authorizer.ts";
import { authorizerRows } from "../../store/authorizers.ts";
import { listAll } from "../../store/list-all.ts";
import { resourceRows } from "../../store/resources.ts";
import { apiOf, holdRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

export const DeleteAuthorizer: Operation<"DeleteAuthorizer"> = async (input, { place }, store): Promise<object> => {
  const { restApiId = "", authorizerId = "" } = input;
  await store.change(place, async (rows) => {
    await apiOf(rows, place, restApiId);
    await holdRestApi(rows, restApiId);
    const authorizer = await rows.get(authorizerRows, restApiId, authorizerId);
    if (authorizer === undefined) throw noSuchAuthorizer();
    checkUnused(authorizer, await listAll(rows, resourceRows, restApiId));
    rows.remove(authorizerRows, restApiId, authorizerId);
  });
  return {};
};
