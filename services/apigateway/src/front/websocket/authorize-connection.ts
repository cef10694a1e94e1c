import type { StoredRoute } from "../../domain/v2/snapshot.ts";
import type { Allowed } from "../authorizers/authorization.ts";
import { authorizeConnect } from "../authorizers/authorize-connect.ts";
import type { Connecting } from "./connecting.ts";
import { forbidden, internalError, WebSocketRefusal } from "./refusals.ts";
import { variablesOf } from "./route-call.ts";

/** Lets those connect whom the route's authorizer lets. @throws WebSocketRefusal */
export async function authorizeConnection(connecting: Connecting, route: StoredRoute): Promise<Allowed> {
  if (route.AuthorizationType === "AWS_IAM" && isForeignPage(connecting)) throw forbidden();
  const { context, front, published, request, snapshot } = connecting;
  const authorization = await authorizeConnect({
    front,
    integrations: front.dataPlane.integrations,
    request,
    context,
    pathParameters: {},
    stageVariables: variablesOf(published),
    published,
    snapshot,
    route,
  });
  if (authorization.allow) return authorization;
  const { errorType, message, status } = authorization;
  throw status >= 500
    ? internalError(status)
    : new WebSocketRefusal(status, message ?? forbidden().words, { errorType });
}

/** Where every key counts, any page that its user happens to open could sign. */
const isForeignPage = ({ front: { exchange, inside } }: Connecting): boolean =>
  inside.frame.auth.mode !== "enforce" && exchange.page?.allowed === false;
