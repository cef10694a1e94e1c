import type { CreateRestApiRequest } from "@aws-sdk/client-api-gateway";
import type { Transaction } from "@skylab/records";
import type { Call } from "@skylab/service";
import { apiIdTaken, withNewApiId } from "../../claim-api-id.ts";
import { tooManyRestApis } from "../../domain/rest/errors.ts";
import { hasRoom } from "../../domain/rest/rest-api.ts";
import type { StoredRestApi } from "../../domain/rest/snapshot.ts";
import { listAll } from "../../store/list-all.ts";
import { changeRestApi, restApiRows } from "../../store/rest-apis.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { newRestApi } from "./new-rest-api.ts";

export type RestApiCreation = {
  readonly asked: CreateRestApiRequest;
  readonly call: Pick<Call, "clock" | "place">;
};

/**
 * Makes a REST API under an id that no other has.
 * @param putParts gives it what it begins with, its root resource at least, whose id it returns; it may run again
 */
export const createRestApi = (
  store: ApigatewayStore,
  { asked, call: { clock, place } }: RestApiCreation,
  putParts: (rows: Transaction, apiId: string) => Promise<string>,
): Promise<StoredRestApi> =>
  withNewApiId(store, { place, kind: "REST", tags: asked.tags, table: restApiRows }, (apiId) =>
    changeRestApi(store, { place, apiId }, async (rows) => {
      if ((await rows.get(restApiRows, apiId)) !== undefined) throw apiIdTaken(apiId);
      const rootResourceId = await putParts(rows, apiId);
      const api = newRestApi(asked, { apiId, place }, { clock, rootResourceId });
      if (!hasRoom(await listAll(rows, restApiRows), api.endpointConfiguration?.types)) throw tooManyRestApis();
      rows.put(restApiRows, api, apiId);
      return api;
    }),
  );
