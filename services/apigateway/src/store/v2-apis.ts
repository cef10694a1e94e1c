import { jsonTable, type RowKey, type Table, type Transaction } from "@skylab/records";
import type { StoredApi, V2Snapshot } from "../domain/v2/snapshot.ts";
import { listAll } from "./list-all.ts";
import { removeAll } from "./remove-all.ts";
import { OF_V2_API_SPACES, V2_API_CHANGES_SPACE, V2_APIS_SPACE } from "./spaces.ts";
import {
  routeResponseRows,
  routeRows,
  v2AuthorizerRows,
  v2IntegrationResponseRows,
  v2IntegrationRows,
  v2ModelRows,
} from "./v2-parts.ts";

/** HTTP and WebSocket APIs, by their ids. */
export const apiRows = jsonTable<StoredApi>(V2_APIS_SPACE);

/** By the API's id: how often anything of it was changed. */
const changeRows = jsonTable<number>(V2_API_CHANGES_SPACE);

/**
 * Holds an API while it, its stages or deployments are read and changed: of two transactions that hold it, one sees what
 * the other did. Comes before whatever is listed.
 */
export async function holdV2Api(rows: Transaction, apiId: string): Promise<void> {
  const changes = (await rows.get(changeRows, apiId)) ?? 0;
  rows.put(changeRows, changes + 1, apiId);
}

/** An API that is held with all its parts, in one consistent view. */
export const readV2Api = async (rows: Transaction, api: StoredApi): Promise<V2Snapshot> => ({
  api,
  routes: await listAll(rows, routeRows, api.ApiId),
  routeResponses: await listAll(rows, routeResponseRows, api.ApiId),
  integrations: await listAll(rows, v2IntegrationRows, api.ApiId),
  integrationResponses: await listAll(rows, v2IntegrationResponseRows, api.ApiId),
  authorizers: await listAll(rows, v2AuthorizerRows, api.ApiId),
  models: await listAll(rows, v2ModelRows, api.ApiId),
});

/** Writes what differs between an API as it was and as it is to be: what is the very same object stays as it is. */
export function writeV2Api(rows: Transaction, was: V2Snapshot | undefined, now: V2Snapshot): void {
  const { ApiId: apiId } = now.api;
  if (now.api !== was?.api) rows.put(apiRows, now.api, apiId);
  const write = <Row>(table: Table<Row>, of: (api: V2Snapshot) => readonly Row[], idOf: (row: Row) => RowKey): void =>
    writeParts(rows, table, { was: was ? of(was) : [], now: of(now), keyOf: (row) => [apiId, ...idOf(row)] });
  write(
    routeRows,
    (api) => api.routes,
    (row) => [row.RouteId],
  );
  write(
    routeResponseRows,
    (api) => api.routeResponses,
    (row) => [row.RouteId, row.RouteResponseId],
  );
  write(
    v2IntegrationRows,
    (api) => api.integrations,
    (row) => [row.IntegrationId],
  );
  write(
    v2IntegrationResponseRows,
    (api) => api.integrationResponses,
    (row) => [row.IntegrationId, row.IntegrationResponseId],
  );
  write(
    v2AuthorizerRows,
    (api) => api.authorizers,
    (row) => [row.AuthorizerId],
  );
  write(
    v2ModelRows,
    (api) => api.models,
    (row) => [row.ModelId],
  );
}

type Parts<Row> = {
  readonly was: readonly Row[];
  readonly now: readonly Row[];
  readonly keyOf: (row: Row) => RowKey;
};

function writeParts<Row>(rows: Transaction, table: Table<Row>, { keyOf, now, was }: Parts<Row>): void {
  const before = new Set(was);
  const after = new Set(now);
  // What is replaced is removed first and put then, which is one write.
  for (const row of was) if (!after.has(row)) rows.remove(table, ...keyOf(row));
  for (const row of now) if (!before.has(row)) rows.put(table, row, ...keyOf(row));
}

/** Removes an API with all that belongs to it. */
export const removeV2Api = (rows: Transaction, apiId: string): Promise<void> =>
  removeAll(rows, OF_V2_API_SPACES, apiId);
