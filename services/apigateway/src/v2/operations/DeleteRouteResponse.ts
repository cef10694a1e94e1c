import { withoutRouteResponse } from "../../domain/v2/route-response.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses-routeresponseid.html */
export const DeleteRouteResponse: Operation<"DeleteRouteResponse"> = async (input, call, store): Promise<object> => {
  const { ApiId: apiId, ...address } = input;
  await changeApi(store, { apiId, call }, (of) => ({ api: withoutRouteResponse(of, address) }));
  return {};
};
