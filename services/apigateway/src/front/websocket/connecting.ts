import type { ContextVariables } from "../../domain/context-variables.ts";
import type { V2Snapshot } from "../../domain/v2/snapshot.ts";
import type { ConnectionAbout } from "../../store/connections.ts";
import type { PublishedV2Stage } from "../../store/published.ts";
import type { ApiAddress, ApiRequest } from "../api-request.ts";
import type { Front } from "../front.ts";
import type { ExecutionLog } from "../logs/execution-log.ts";
import { beginRequest, newExtendedRequestId } from "../read-request.ts";
import { webSocketContext } from "./context.ts";
import { beginLog } from "./execution-log.ts";

/** Somebody asks for a connection to a stage of a WebSocket API. */
export type Connecting = {
  readonly front: Front;
  readonly published: PublishedV2Stage;
  readonly snapshot: V2Snapshot;
  readonly request: ApiRequest;
  readonly about: ConnectionAbout;
  readonly context: ContextVariables;
  /** As `$context` and AWS's answers tell it. */
  readonly requestId: string;
  readonly log: ExecutionLog;
};

export const CONNECT_ROUTE = "$connect";

/** Reads a request for a connection, which gets its id here. */
export function beginConnecting(
  front: Front,
  { published, snapshot }: Pick<Connecting, "published" | "snapshot">,
  address: ApiAddress,
): Connecting {
  const { ids } = front.dataPlane;
  const start = beginRequest(front, address);
  // Not spread: its signal is made when somebody first asks for it.
  const request: ApiRequest = Object.assign(start, { body: Buffer.alloc(0) });
  const userAgent = request.headers.get("user-agent")?.[0];
  const about: ConnectionAbout = {
    connectionId: newExtendedRequestId(ids),
    apiId: published.apiId,
    place: published.place,
    stage: published.stage.StageName,
    connectedAt: request.at,
    domainName: address.domainName,
    identity: { ...(userAgent !== undefined && { userAgent }), sourceIp: request.sourceIp },
  };
  const requestId = newExtendedRequestId(ids);
  const context = webSocketContext(about, { eventType: "CONNECT", routeKey: CONNECT_ROUTE, at: request.at, requestId });
  return { front, published, snapshot, request, about, context, requestId, log: beginLog(published, context) };
}
