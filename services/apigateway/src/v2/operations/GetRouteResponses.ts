import type { GetRouteResponsesResponse } from "@aws-sdk/client-apigatewayv2";
import { describeRouteResponse } from "../../domain/v2/route-response.ts";
import { routeResponseRows, routeRows } from "../../store/v2-parts.ts";
import { findPart, listParts } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses.html */
export const GetRouteResponses: Operation<"GetRouteResponses"> = async (
  input,
  call,
  store,
): Promise<GetRouteResponsesResponse> => {
  const of = [input.ApiId, input.RouteId] as const;
  await findPart(store, call, { table: routeRows, kind: "Route", key: of });
  return listParts(store, call, { table: routeResponseRows, of, page: input, describe: describeRouteResponse });
};
