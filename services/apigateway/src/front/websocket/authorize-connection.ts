import type { StoredRoute } from "../../domain/v2/snapshot.ts";
import type { Allowed } from "../authorizers/authorization.ts";
import { authorizeConnect } from "../authorizers/authorize-connect.ts";
import type { Connecting } from "./connect.ts";
import { WebSocketRefusal } from "./refusals.ts";
import { variablesOf } from "./route-call.ts";

/** Lets those connect whom the route's authorizer lets. @throws WebSocketRefusal */
export async function authorizeConnection(connecting: Connecting, route: StoredRoute): Promise<Allowed> {
  const { context, front, published, request, snapshot } = connecting;
  const authorization = await authorizeConnect({
    front,
    integrations: front.store.integrations,
    request,
    context,
    pathParameters: {},
    stageVariables: variablesOf(published),
    published,
    snapshot,
    route,
  });
  if (authorization.allow) return authorization;
  throw new WebSocketRefusal(authorization.status, authorization.message ?? "Internal server error");
}
