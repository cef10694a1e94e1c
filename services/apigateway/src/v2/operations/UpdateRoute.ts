import type { UpdateRouteResult } from "@aws-sdk/client-apigatewayv2";
import { withUpdatedRoute } from "../../domain/v2/route.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html */
export const UpdateRoute: Operation<"UpdateRoute"> = async (input, call, store): Promise<UpdateRouteResult> => {
  const { ApiId: apiId, RouteId: routeId, ...request } = input;
  const { route } = await changeApi(store, { apiId, call }, (of) => withUpdatedRoute(of, routeId, request));
  return route;
};
