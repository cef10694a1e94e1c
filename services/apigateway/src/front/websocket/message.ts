import type { Metrics } from "@skylab/service";
import type { ConnectionAbout } from "../../store/connections.ts";
import type { PublishedV2Stage } from "../../store/published.ts";
import type { DataPlane } from "../data-plane.ts";
import { messageEvent } from "../lambda/web-socket-event.ts";
import { SILENT } from "../logs/execution-log.ts";
import { newExtendedRequestId } from "../read-request.ts";
import { admitRoute } from "./admit-route.ts";
import { type CompiledRoute, compiledOf } from "./compiled.ts";
import { webSocketContext } from "./context.ts";
import { stageOf } from "./disconnect.ts";
import { beginLog, tellFailure } from "./execution-log.ts";
import { finish } from "./finish.ts";
import { errorText, forbidden, invalidBody, refusalOf } from "./refusals.ts";
import { NOTHING, type RouteCall, scopeOf, variablesOf } from "./route-call.ts";
import { runRoute } from "./run-route.ts";
import type { SelectionScope } from "./selection-expression.ts";

/** Has a message's route handle it; resolves to what the client is told, if anything. */
export async function handleMessage(
  { metrics, dataPlane }: { readonly dataPlane: DataPlane; readonly metrics: Metrics },
  about: ConnectionAbout,
  text: string,
): Promise<string | undefined> {
  const begun = performance.now();
  const { clock, ids } = dataPlane;
  const at = clock.now();
  const [requestId, messageId] = [newExtendedRequestId(ids), newExtendedRequestId(ids)];
  const context = webSocketContext(about, { eventType: "MESSAGE", routeKey: "", at, requestId, messageId });
  const told = { connectionId: about.connectionId, requestId };
  const published = await stageOf(dataPlane, about);
  if (published === undefined) return errorText(forbidden().words, told);
  let log = SILENT;
  try {
    const of = { dataPlane, published, context, body: text, headers: NOTHING, query: NOTHING };
    const route = findRoute(published, scopeOf(of));
    context["routeKey"] = route?.route.RouteKey ?? "";
    log = beginLog(published, context);
    if (route === undefined) throw forbidden();
    const call = callOf({ ...of, trace: log.trace }, route);
    await admitRoute(dataPlane, published, { routeKey: call.route.route.RouteKey, now: at });
    requireValid(call);
    const { body, status } = await runRoute(call);
    finish(dataPlane, metrics, { published, context, status, begun, log });
    return call.route.isTwoWay ? body : undefined;
  } catch (error) {
    tellFailure(log, error);
    const { status, words } = refusalOf(error);
    context["error"] = { ...Object(context["error"]), message: words, messageString: JSON.stringify(words) };
    finish(dataPlane, metrics, { published, context, status, begun, log });
    return errorText(words, told);
  }
}

function callOf(of: Omit<RouteCall, "route" | "event">, route: CompiledRoute): RouteCall {
  const { body, context, published } = of;
  const isBase64Encoded = route.integration?.integration.ContentHandlingStrategy === "CONVERT_TO_BINARY";
  const event = (): string => messageEvent(context, { body, isBase64Encoded }, variablesOf(published));
  return { ...of, route, event };
}

/** @throws WebSocketRefusal where a message is not as the route's models say. */
function requireValid(call: RouteCall): void {
  const errors = call.route.check?.(scopeOf(call), call.body.length) ?? [];
  if (errors.length === 0) return;
  call.context["error"] = { validationErrorString: `[${errors.join(", ")}]` };
  throw invalidBody();
}

/** Those that no message means. */
const OF_CONNECTIONS: ReadonlySet<string> = new Set(["$connect", "$disconnect"]);

function findRoute({ snapshot }: PublishedV2Stage, scope: SelectionScope): CompiledRoute | undefined {
  if (snapshot === undefined) return undefined;
  const { routeOf, selectRoute } = compiledOf(snapshot);
  const key = selectRoute(scope);
  return (OF_CONNECTIONS.has(key) ? undefined : routeOf(key)) ?? routeOf("$default");
}
