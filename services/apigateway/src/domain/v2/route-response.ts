import type * as sdk from "@aws-sdk/client-apigatewayv2";
import { badRequest, conflict } from "../errors.ts";
import { noSuchPart } from "./errors.ts";
import { type Asked, membersOf, mergedMap, mergedTexts } from "./members.ts";
import type { StoredRouteResponse, V2Snapshot } from "./snapshot.ts";
import { routeOf } from "./route.ts";

const MEMBERS = ["ModelSelectionExpression", "RouteResponseKey"] as const;

export type RouteResponseMembers = Asked<
  Pick<sdk.RouteResponse, (typeof MEMBERS)[number] | "ResponseModels" | "ResponseParameters">
>;

export type RouteResponseAddress = { readonly RouteId: string; readonly RouteResponseId: string };

export type WithRouteResponse = { readonly api: V2Snapshot; readonly response: StoredRouteResponse };

/** An API with one more response of a route. @throws AwsError */
export function withRouteResponse(
  of: V2Snapshot,
  address: RouteResponseAddress,
  request: RouteResponseMembers & { readonly RouteResponseKey: string },
): WithRouteResponse {
  routeOf(of, address.RouteId);
  if (of.api.ProtocolType !== "WEBSOCKET") {
    throw badRequest("RouteResponses are currently not supported for this API protocol type.");
  }
  const response = checked({
    ...membersOf(request, MEMBERS),
    ...mapsOf({}, request),
    RouteResponseKey: request.RouteResponseKey,
    ...address,
  });
  if (of.routeResponses.some(({ RouteId }) => RouteId === address.RouteId)) {
    // In words that nobody recorded from AWS.
    throw conflict(`RouteResponse with key ${response.RouteResponseKey} already exists for this Route`);
  }
  return { api: { ...of, routeResponses: [...of.routeResponses, response] }, response };
}

/** An API after an update of a response of a route. @throws AwsError */
export function withUpdatedRouteResponse(
  of: V2Snapshot,
  address: RouteResponseAddress,
  request: RouteResponseMembers,
): WithRouteResponse {
  const current = routeResponseOf(of, address);
  const response = checked({ ...current, ...membersOf(request, MEMBERS), ...mapsOf(current, request) });
  const routeResponses = of.routeResponses.map((one) => (one === current ? response : one));
  return { api: { ...of, routeResponses }, response };
}

/** An API without a response of a route. @throws AwsError NotFoundException */
export function withoutRouteResponse(of: V2Snapshot, address: RouteResponseAddress): V2Snapshot {
  const current = routeResponseOf(of, address);
  return { ...of, routeResponses: of.routeResponses.filter((one) => one !== current) };
}

/** A response of a route, or AWS's refusal. */
function routeResponseOf(of: V2Snapshot, { RouteId, RouteResponseId }: RouteResponseAddress): StoredRouteResponse {
  routeOf(of, RouteId);
  const found = of.routeResponses.find((one) => one.RouteId === RouteId && one.RouteResponseId === RouteResponseId);
  if (found === undefined) throw noSuchPart("RouteResponse", RouteResponseId);
  return found;
}

const mapsOf = (
  current: Pick<Partial<StoredRouteResponse>, "ResponseModels" | "ResponseParameters">,
  { ResponseModels, ResponseParameters }: RouteResponseMembers,
): Pick<StoredRouteResponse, "ResponseModels" | "ResponseParameters"> => ({
  ...(ResponseModels && { ResponseModels: mergedTexts(current.ResponseModels, ResponseModels) }),
  ...(ResponseParameters && {
    ResponseParameters: mergedMap(current.ResponseParameters, ResponseParameters, () => false),
  }),
});

function checked(response: StoredRouteResponse): StoredRouteResponse {
  if (response.RouteResponseKey !== "$default") {
    throw badRequest("Currently, only $default is supported as a RouteResponseKey.");
  }
  return response;
}

/** As the API shows it: without the route that its path names. */
export const describeRouteResponse = ({
  RouteId: _named,
  ...response
}: StoredRouteResponse): Omit<StoredRouteResponse, "RouteId"> => response;
