import type { GetRouteResponseResponse } from "@aws-sdk/client-apigatewayv2";
import { describeRouteResponse } from "../../domain/v2/route-response.ts";
import { routeResponseRows } from "../../store/v2-parts.ts";
import { findPart } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses-routeresponseid.html */
export const GetRouteResponse: Operation<"GetRouteResponse"> = async (
  input,
  call,
  store,
): Promise<GetRouteResponseResponse> => {
  const { ApiId, RouteId, RouteResponseId } = input;
  const key = [ApiId, RouteId, RouteResponseId] as const;
  return describeRouteResponse(await findPart(store, call, { table: routeResponseRows, kind: "RouteResponse", key }));
};
