import type { Call } from "@skylab/service";
import { badConnectionId, gone } from "../domain/connections/errors.ts";
import { locate } from "../front/addresses/locate.ts";
import { resolveAddress } from "../front/addresses/resolve-address.ts";
import type { DataPlane } from "../front/data-plane.ts";
import type { LiveConnection } from "../front/websocket/live/connections.ts";
import type { StoredConnection } from "../store/connections.ts";

/** The API and stage that an operation on connections is asked of. */
export type ApiOfConnections = Pick<StoredConnection, "apiId" | "place" | "stage">;

/** As AWS's ids are. */
const CONNECTION_ID = /^[\w-]{4,128}={0,2}$/;

/**
 * Of which API a caller means a connection: that of the address, or, where that names none (`http://localhost:4566`), whose the
 * connection is. `undefined`: nobody's.
 */
export async function apiOfConnection(
  connectionId: string,
  call: Pick<Call, "head">,
  dataPlane: DataPlane,
): Promise<ApiOfConnections | undefined> {
  const located = locate(call.head);
  if (located === undefined) return await dataPlane.connections.rows.find(connectionId);
  const resolved = await resolveAddress(located, (name) => [call.head.headers[name] ?? []].flat(), dataPlane.published);
  const { stage } = resolved?.address ?? {};
  if (resolved === undefined || stage === undefined) return undefined;
  return { apiId: resolved.api.apiId, place: resolved.api.place, stage };
}

/** A connection that is open here, or at another replica. */
export type FoundConnection =
  | { readonly live: LiveConnection }
  | { readonly live: undefined; readonly elsewhere: StoredConnection & { readonly address: string } };

/** @throws AwsError GoneException where it is not open, or of another API. */
export async function findConnection(
  connectionId: string,
  call: Pick<Call, "head" | "caller">,
  dataPlane: DataPlane,
): Promise<FoundConnection> {
  if (!CONNECTION_ID.test(connectionId)) throw badConnectionId(connectionId);
  const { connections } = dataPlane;
  const row = await connections.rows.find(connectionId);
  if (row === undefined) throw gone();
  const of = await apiOfConnection(connectionId, call, dataPlane);
  if (of?.apiId !== row.apiId || of.stage !== row.stage) throw gone();
  const { address } = row;
  if (connections.isOurs(row)) {
    const live = connections.live(connectionId);
    if (live === undefined) throw gone();
    return { live };
  }
  // Whoever was sent here by another replica is not sent on: the replica that had it is no more.
  if (address === undefined || call.caller.via !== undefined) throw gone();
  return { live: undefined, elsewhere: { ...row, address } };
}
