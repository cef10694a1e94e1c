import type * as sdk from "@aws-sdk/client-apigatewayv2";
import type { AwsError } from "@skylab/aws";
import { badRequest, conflict } from "../errors.ts";
import { limitReached, noSuchPart } from "./errors.ts";
import { type Asked, membersOf, mergedMap, mergedTexts } from "./members.ts";
import type { StoredRoute, V2Snapshot } from "./snapshot.ts";
import { checkRouteKey } from "./route-key.ts";

/** What whoever makes or changes a route says of it, its maps apart. */
const MEMBERS = [
  "ApiKeyRequired",
  "AuthorizationScopes",
  "AuthorizationType",
  "AuthorizerId",
  "ModelSelectionExpression",
  "OperationName",
  "RouteKey",
  "RouteResponseSelectionExpression",
  "Target",
] as const;

export type RouteMembers = Asked<
  Pick<sdk.Route, (typeof MEMBERS)[number] | "RequestModels" | "RequestParameters"> & { readonly RouteKey: string }
>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_ROUTES = 300;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_SCOPES = 10;

/** So many letters and digits have the ids of routes and integrations. */
export const ROUTE_ID_LENGTH = 7;

/** An API with one more route. @throws AwsError */
export function withRoute(of: V2Snapshot, routeId: string, request: RouteMembers & { RouteKey: string }): WithRoute {
  if (of.routes.length >= MAX_ROUTES) throw limitReached("Routes");
  const route: StoredRoute = {
    ApiKeyRequired: false,
    AuthorizationType: "NONE",
    ...membersOf(request, MEMBERS),
    ...mapsOf({}, request),
    RouteId: routeId,
    RouteKey: request.RouteKey,
  };
  checkRoute(of, route);
  return { api: { ...of, routes: [...of.routes, route] }, route };
}

/** An API after an update of one of its routes. @throws AwsError */
export function withUpdatedRoute(of: V2Snapshot, routeId: string, request: RouteMembers): WithRoute {
  const current = routeOf(of, routeId);
  if (current.ApiGatewayManaged === true && (request.RouteKey ?? current.RouteKey) !== current.RouteKey) {
    // In words that nobody recorded from AWS.
    throw badRequest("The key of a route that is managed by API Gateway cannot be changed");
  }
  const route = withoutNeedless({ ...current, ...membersOf(request, MEMBERS), ...mapsOf(current, request) });
  checkRoute(of, route);
  return { api: withRow(of, current, route), route };
}

export type WithRoute = { readonly api: V2Snapshot; readonly route: StoredRoute };

/** An API whose route says no more which parameters it needs. */
export function withoutParameter(of: V2Snapshot, routeId: string, key: string): V2Snapshot {
  const current = routeOf(of, routeId);
  const { [key]: gone, ...RequestParameters } = current.RequestParameters ?? {};
  if (gone === undefined) throw noSuchPart("RequestParameter", key);
  return withRow(of, current, { ...current, RequestParameters });
}

/** An API without one of its routes. @throws AwsError NotFoundException */
export function withoutRoute(of: V2Snapshot, routeId: string): V2Snapshot {
  const current = routeOf(of, routeId);
  return {
    ...of,
    routes: of.routes.filter((one) => one !== current),
    routeResponses: of.routeResponses.filter(({ RouteId }) => RouteId !== routeId),
  };
}

const withRow = (of: V2Snapshot, current: StoredRoute, route: StoredRoute): V2Snapshot => ({
  ...of,
  routes: of.routes.map((one) => (one === current ? route : one)),
});

/** A route of an API, or AWS's refusal. */
export function routeOf(of: Pick<V2Snapshot, "routes">, routeId: string): StoredRoute {
  const route = of.routes.find(({ RouteId }) => RouteId === routeId);
  if (route === undefined) throw noSuchPart("Route", routeId);
  return route;
}

/** An update leaves alone what of a map it does not name. */
const mapsOf = (
  current: Pick<Partial<StoredRoute>, "RequestModels" | "RequestParameters">,
  { RequestModels, RequestParameters }: RouteMembers,
): Pick<StoredRoute, "RequestModels" | "RequestParameters"> => ({
  ...(RequestModels && { RequestModels: mergedTexts(current.RequestModels, RequestModels) }),
  ...(RequestParameters && {
    RequestParameters: mergedMap(current.RequestParameters, RequestParameters, () => false),
  }),
});

/** `NONE` takes the authorizer along, and scopes: so clients detach one. */
function withoutNeedless(route: StoredRoute): StoredRoute {
  const { AuthorizationScopes, AuthorizerId, ...rest } = route;
  const isFree = route.AuthorizationType === "NONE" || route.AuthorizationType === "AWS_IAM";
  const kept = !isFree && AuthorizerId !== undefined && AuthorizerId !== "" ? { AuthorizerId } : {};
  const hasScopes = AuthorizationScopes !== undefined && AuthorizationScopes.length > 0;
  return { ...rest, ...kept, ...(hasScopes && !isFree && { AuthorizationScopes }) };
}

function checkRoute(of: V2Snapshot, route: StoredRoute): void {
  const { ProtocolType: protocol } = of.api;
  checkRouteKey(route.RouteKey, protocol);
  if (of.routes.some(({ RouteId, RouteKey }) => RouteKey === route.RouteKey && RouteId !== route.RouteId)) {
    throw routeExists(route.RouteKey);
  }
  if (protocol === "HTTP" && route.ApiKeyRequired === true) {
    throw badRequest("ApiKeyRequired is not currently supported for HTTP APIs.");
  }
  checkTarget(of, route);
  checkAuthorization(of, route);
}

const routeExists = (key: string): AwsError => conflict(`Route with key ${key} already exists for this API`);

/** In front of the id of an integration. */
const INTEGRATIONS = "integrations/";

/** The integration that a route leads to. */
export const integrationIdOf = ({ Target }: Pick<StoredRoute, "Target">): string | undefined =>
  Target?.slice(INTEGRATIONS.length);

function checkTarget({ integrations }: V2Snapshot, route: StoredRoute): void {
  if (route.Target === undefined) return;
  if (!route.Target.startsWith(INTEGRATIONS)) {
    // AWS has no name for the route at this point, either, and says so.
    throw badRequest(
      "Unexpected or malformed target in route null. Correct format should be integrations/<integration_id>.",
    );
  }
  const id = integrationIdOf(route) ?? "";
  if (!integrations.some(({ IntegrationId }) => IntegrationId === id)) throw noSuchPart("Integration", id);
}

function checkAuthorization({ api, authorizers }: V2Snapshot, route: StoredRoute): void {
  const { AuthorizationScopes: scopes = [], AuthorizationType: type = "NONE", AuthorizerId: id, RouteKey } = route;
  if (api.ProtocolType === "WEBSOCKET" && type !== "NONE" && RouteKey !== "$connect") {
    throw badRequest("Currently, authorization is restricted to the $connect route only");
  }
  if (scopes.length > 0 && type !== "JWT") {
    throw badRequest("Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization type");
  }
  if (scopes.length > MAX_SCOPES) throw limitReached("Authorization Scopes");
  const wanted = AUTHORIZER_TYPES[type];
  if (wanted === undefined) return;
  const isThere = authorizers.some(
    ({ AuthorizerId, AuthorizerType }) => AuthorizerId === id && AuthorizerType === wanted,
  );
  if (!isThere) throw invalidAuthorizer(type);
}

/** Which authorizer each type of authorization needs. */
const AUTHORIZER_TYPES: { readonly [Type in sdk.AuthorizationType]?: sdk.AuthorizerType } = {
  JWT: "JWT",
  CUSTOM: "REQUEST",
};

const invalidAuthorizer = (type: string): AwsError =>
  badRequest(
    `Invalid authorizer ID specified. Setting the authorization type to ${type} requires a valid ${type === "JWT" ? "JWT " : ""}authorizer.`,
  );
