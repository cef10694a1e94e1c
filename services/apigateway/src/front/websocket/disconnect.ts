import type { ConnectionAbout } from "../../store/connections.ts";
import type { PublishedV2Stage } from "../../store/published.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import type { DataPlane } from "../data-plane.ts";
import { disconnectEvent } from "../lambda/web-socket-event.ts";
import { newExtendedRequestId } from "../read-request.ts";
import { compiledOf } from "./compiled.ts";
import { type ConnectionEnd, webSocketContext } from "./context.ts";
import { beginLog, tellFailure } from "./execution-log.ts";
import { finish } from "./finish.ts";
import { refusalOf } from "./refusals.ts";
import { NOTHING, variablesOf } from "./route-call.ts";
import { runRoute } from "./run-route.ts";

const ROUTE = "$disconnect";

/**
 * Tells the API that a connection is over, where its stage has a route for that, and forgets it. Whoever finds it forgotten has
 * nothing to tell. Never rejects.
 */
export async function tellEnd(dataPlane: DataPlane, about: ConnectionAbout, end: ConnectionEnd): Promise<void> {
  const { connections, log } = dataPlane;
  const { connectionId } = about;
  connections.detach(connectionId);
  try {
    if ((await connections.rows.find(connectionId)) !== undefined) await runDisconnect(dataPlane, about, end);
    await connections.forget(connectionId);
  } catch (error) {
    log.warn({ err: error, connectionId }, "the end of a WebSocket could not be told");
  }
}

async function runDisconnect(dataPlane: DataPlane, about: ConnectionAbout, end: ConnectionEnd): Promise<void> {
  const published = await stageOf(dataPlane, about);
  const route = published?.snapshot && compiledOf(published.snapshot).routeOf(ROUTE);
  if (published === undefined || route?.integration === undefined) return;
  const begun = performance.now();
  const { clock, ids } = dataPlane;
  const occasion = {
    eventType: "DISCONNECT",
    routeKey: ROUTE,
    at: clock.now(),
    requestId: newExtendedRequestId(ids),
    end,
  } as const;
  const context = webSocketContext(about, occasion);
  const event = (): string => disconnectEvent(context, variablesOf(published));
  const log = beginLog(published, context);
  const { trace } = log;
  const call = { dataPlane, published, route, context, event, trace, body: "", headers: NOTHING, query: NOTHING };
  const status = await runRoute(call).then(
    (answer) => answer.status,
    (error: unknown) => {
      tellFailure(log, error);
      return refusalOf(error).status;
    },
  );
  finish(dataPlane, undefined, { published, context, status, begun, log });
}

/** The stage of a connection as it is now. */
export async function stageOf(
  { published }: Pick<ApigatewayStore, "published">,
  { apiId, place, stage }: Pick<ConnectionAbout, "apiId" | "place" | "stage">,
): Promise<PublishedV2Stage | undefined> {
  const found = await published.stage({ apiId, place, kind: "WEBSOCKET" }, stage);
  return found?.kind === "REST" ? undefined : found;
}
