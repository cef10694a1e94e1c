import type { StoredRoute } from "../../domain/v2/snapshot.ts";
import type { Allowed } from "../authorizers/authorization.ts";
import type { Connecting } from "./connect.ts";
import { internalError } from "./refusals.ts";

/** Lets those connect whom the route's authorizer lets. @throws WebSocketRefusal */
export async function authorizeConnection(_connecting: Connecting, route: StoredRoute): Promise<Allowed> {
  if ((route.AuthorizationType ?? "NONE") === "NONE") return { allow: true };
  throw internalError();
}
