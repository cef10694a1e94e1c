import type { GetRouteResult } from "@aws-sdk/client-apigatewayv2";
import { routeRows } from "../../store/v2-parts.ts";
import { findPart } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html */
export const GetRoute: Operation<"GetRoute"> = ({ ApiId, RouteId }, call, store): Promise<GetRouteResult> =>
  findPart(store, call, { table: routeRows, kind: "Route", key: [ApiId, RouteId] });
