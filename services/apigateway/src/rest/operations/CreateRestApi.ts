import type { RestApi } from "@aws-sdk/client-api-gateway";
import { apiIdTaken, claimApiId } from "../../claim-api-id.ts";
import { tooManyRestApis } from "../../domain/rest/errors.ts";
import { checkNewRestApi, describeRestApi, hasRoom } from "../../domain/rest/rest-api.ts";
import { listAll } from "../../store/list-all.ts";
import { apiOf, changeRestApi, restApiRows } from "../../store/rest-apis.ts";
import { cloneParts } from "../apis/clone-parts.ts";
import { putFirstParts } from "../apis/first-parts.ts";
import { newRestApi } from "../apis/new-rest-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
export const CreateRestApi: Operation<"CreateRestApi"> = async (input, { clock, place }, store): Promise<RestApi> => {
  checkNewRestApi(input);
  const { cloneFrom, tags } = input;
  const apiId = await claimApiId(store, { place, kind: "REST", tags });
  return changeRestApi(store, { place, apiId }, async (rows) => {
    if ((await rows.get(restApiRows, apiId)) !== undefined) throw apiIdTaken(apiId);
    if (cloneFrom !== undefined) await apiOf(rows, place, cloneFrom);
    const rootResourceId =
      cloneFrom === undefined
        ? putFirstParts(rows, apiId, store.ids)
        : await cloneParts(rows, { from: cloneFrom, to: apiId, ids: store.ids });
    const api = newRestApi(input, { apiId, place }, { clock, rootResourceId });
    if (!hasRoom(await listAll(rows, restApiRows), api.endpointConfiguration?.types)) throw tooManyRestApis();
    rows.put(restApiRows, api, apiId);
    return describeRestApi(api);
  });
};
