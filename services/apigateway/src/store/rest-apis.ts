import type { Place } from "@skylab/aws";
import { jsonTable, type Reader, type Transaction } from "@skylab/records";
import { noSuchRestApi } from "../domain/errors.ts";
import type { StoredRestApi } from "../domain/rest/snapshot.ts";
import { removeAll } from "./remove-all.ts";
import type { ApigatewayStore } from "./store.ts";
import { OF_REST_API_SPACES, REST_API_CHANGES_SPACE, REST_APIS_SPACE } from "./spaces.ts";

/** By the API's id. */
export const restApiRows = jsonTable<StoredRestApi>(REST_APIS_SPACE);

/** By the API's id: how often anything of it was changed. */
const restApiChangeRows = jsonTable<number>(REST_API_CHANGES_SPACE);

/** A REST API of a place, or AWS's refusal. */
export async function apiOf(rows: Reader, { account }: Place, apiId: string): Promise<StoredRestApi> {
  const api = await rows.get(restApiRows, apiId);
  if (api === undefined) throw noSuchRestApi(account, apiId);
  return api;
}

/**
 * Holds an API while its parts are read and changed: of two transactions that hold it, one sees what the other did. Who
 * lists parts of an API and decides by them must hold it.
 */
export async function holdRestApi(rows: Transaction, apiId: string): Promise<void> {
  const changes = (await rows.get(restApiChangeRows, apiId)) ?? 0;
  rows.put(restApiChangeRows, changes + 1, apiId);
}

/** Removes a REST API with all that belongs to it. */
export const removeRestApi = (rows: Transaction, apiId: string): Promise<void> =>
  removeAll(rows, OF_REST_API_SPACES, apiId);

/** Reads and changes an API and its parts as one, as the only one that does. The body may run again, see `transact`. */
export const changeRestApi = <Result>(
  store: Pick<ApigatewayStore, "change">,
  { apiId, place }: RestApiAddress,
  body: (rows: Transaction) => Promise<Result>,
): Promise<Result> =>
  store.change(place, async (rows) => {
    await holdRestApi(rows, apiId);
    return body(rows);
  });

export type RestApiAddress = { readonly place: Place; readonly apiId: string };
