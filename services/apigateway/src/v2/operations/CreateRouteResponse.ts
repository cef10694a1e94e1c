import type { CreateRouteResponseResponse } from "@aws-sdk/client-apigatewayv2";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { describeRouteResponse, withRouteResponse } from "../../domain/v2/route-response.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses.html */
export const CreateRouteResponse: Operation<"CreateRouteResponse"> = async (
  input,
  call,
  store,
): Promise<CreateRouteResponseResponse> => {
  const { ApiId: apiId, RouteId, ...request } = input;
  const address = { RouteId, RouteResponseId: newId(call.ids, PART_ID_LENGTH) };
  const { response } = await changeApi(store, { apiId, call }, (of) => withRouteResponse(of, address, request));
  return describeRouteResponse(response);
};
