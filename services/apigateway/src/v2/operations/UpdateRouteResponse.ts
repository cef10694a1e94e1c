import type { UpdateRouteResponseResponse } from "@aws-sdk/client-apigatewayv2";
import { describeRouteResponse, withUpdatedRouteResponse } from "../../domain/v2/route-response.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses-routeresponseid.html */
export const UpdateRouteResponse: Operation<"UpdateRouteResponse"> = async (
  input,
  call,
  store,
): Promise<UpdateRouteResponseResponse> => {
  const { ApiId: apiId, RouteId, RouteResponseId, ...request } = input;
  const address = { RouteId, RouteResponseId };
  const { response } = await changeApi(store, { apiId, call }, (of) => withUpdatedRouteResponse(of, address, request));
  return describeRouteResponse(response);
};
