import type { RestApi } from "@aws-sdk/client-api-gateway";
import { checkNewRestApi, describeRestApi } from "../../domain/rest/rest-api.ts";
import { apiOf } from "../../store/rest-apis.ts";
import { cloneParts } from "../apis/clone-parts.ts";
import { createRestApi } from "../apis/create-rest-api.ts";
import { putFirstParts } from "../apis/first-parts.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
export const CreateRestApi: Operation<"CreateRestApi"> = async (input, call, store): Promise<RestApi> => {
  checkNewRestApi(input);
  const { cloneFrom } = input;
  const api = await createRestApi(store, { asked: input, call }, async (rows, apiId) => {
    if (cloneFrom === undefined) return putFirstParts(rows, apiId, store.ids);
    await apiOf(rows, call.place, cloneFrom);
    return cloneParts(rows, { from: cloneFrom, to: apiId, ids: store.ids });
  });
  return describeRestApi(api);
};
