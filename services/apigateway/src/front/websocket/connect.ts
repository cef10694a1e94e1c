import { NEW_CONNECTIONS } from "../../domain/connections/limits.ts";
import type { StoredRoute } from "../../domain/v2/snapshot.ts";
import type { ConnectionAbout } from "../../store/connections.ts";
import type { ApiRequest } from "../api-request.ts";
import { connectEvent } from "../lambda/web-socket-event.ts";
import { type Client, findClient } from "../throttling/find-client.ts";
import { admitRoute } from "./admit-route.ts";
import { authorizeConnection } from "./authorize-connection.ts";
import { compiledOf } from "./compiled.ts";
import { CONNECT_ROUTE, type Connecting } from "./connecting.ts";
import { forbidden, internalError, tooManyRequests, WebSocketRefusal } from "./refusals.ts";
import { type RouteAnswer, type RouteCall, scopeOf, variablesOf } from "./route-call.ts";
import { runRoute } from "./run-route.ts";
import { selectionExpression } from "./selection-expression.ts";

/** A client that may have its connection. */
export type Admitted = {
  /** With what authorizers have said. */
  readonly about: ConnectionAbout;
  readonly protocol: string | undefined;
};

/** Whether a client may have the connection that it asks for. @throws WebSocketRefusal, or what `runRoute` rejects with */
export async function admitConnection(connecting: Connecting): Promise<Admitted> {
  const { about, context, front, log, published, request, snapshot } = connecting;
  const { dataPlane } = front;
  const { place } = published;
  const limited = { place, name: "new WebSockets", limit: NEW_CONNECTIONS };
  if (!(await dataPlane.buckets.take(limited, request.at))) throw tooManyRequests();
  const route = compiledOf(snapshot).routeOf(CONNECT_ROUTE);
  if (route === undefined) {
    await admitRoute(dataPlane, published, { routeKey: CONNECT_ROUTE, now: request.at });
    return { about, protocol: undefined };
  }
  const allowed = await authorizeConnection(connecting, route.route);
  const authorizer = allowed.authorizer;
  if (authorizer !== undefined) context["authorizer"] = authorizer;
  requireParameters(request, route.route);
  const client = await clientOf(connecting, route.route);
  await admitRoute(dataPlane, published, { routeKey: CONNECT_ROUTE, now: request.at, client });
  const event = (): string => connectEvent(context, request, variablesOf(published));
  const { headers, query, traceId } = request;
  const call: RouteCall = {
    dataPlane,
    published,
    route,
    context,
    body: "",
    headers,
    query,
    event,
    traceId,
    caller: allowed.caller,
    trace: log.trace,
  };
  const answer = route.integration === undefined ? undefined : await runRoute(call);
  if (answer !== undefined) refuseUnlessConnected(answer, route.integration?.integration.IntegrationType);
  const identity = context["identity"];
  return {
    about: {
      ...about,
      ...(typeof identity === "object" && identity !== null && { identity }),
      ...(authorizer && { authorizer }),
    },
    protocol: answer?.protocol,
  };
}

/** As recorded: what is mapped says nothing of whether there is a connection, a proxy's status does. */
function refuseUnlessConnected({ body, status }: RouteAnswer, type: string | undefined): void {
  const isProxy = type === "AWS_PROXY" || type === "HTTP_PROXY";
  if (!isProxy || (status >= 200 && status < 300)) return;
  if (status < 300 || status > 599) throw internalError(502);
  throw new WebSocketRefusal(status, "", { body: body ?? "" });
}

/** What the route says that requests must have. @throws WebSocketRefusal */
function requireParameters({ headers, query }: ApiRequest, { RequestParameters = {} }: StoredRoute): void {
  const missing = Object.entries(RequestParameters).flatMap(([name, { Required = false }]) => {
    const [, place, of = ""] = /^route\.request\.(header|querystring)\.(.+)$/.exec(name) ?? [];
    const isThere = place === "header" ? headers.has(of.toLowerCase()) : query.has(of);
    return Required && place !== undefined && !isThere ? [of] : [];
  });
  if (missing.length === 0) return;
  throw new WebSocketRefusal(400, `Missing required request parameters: [${missing.join(", ")}]`);
}

const KEY_IN_HEADER = "$request.header.x-api-key";

/** Whose API key came with the request, where the route requires one. @throws WebSocketRefusal */
async function clientOf(connecting: Connecting, route: StoredRoute): Promise<Client | undefined> {
  if (route.ApiKeyRequired !== true) return undefined;
  const { context, front, published, request, snapshot } = connecting;
  const { headers, query } = request;
  const select = selectionExpression(snapshot.api.ApiKeySelectionExpression ?? KEY_IN_HEADER);
  const value = select(scopeOf({ body: "", context, headers, published, query }));
  const { apiId, place, stage } = published;
  const asked = { apiId, place, stage: stage.StageName, value: value === "" ? undefined : value };
  const client = await findClient(front.dataPlane, asked);
  if (client === undefined) throw forbidden();
  context["identity"] = { ...Object(context["identity"]), apiKey: client.apiKey.value, apiKeyId: client.apiKey.id };
  return client;
}
