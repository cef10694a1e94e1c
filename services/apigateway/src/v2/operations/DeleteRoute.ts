import { withoutRoute } from "../../domain/v2/route.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html */
export const DeleteRoute: Operation<"DeleteRoute"> = async (input, call, store): Promise<object> => {
  const { ApiId: apiId, RouteId: routeId } = input;
  await changeApi(store, { apiId, call }, (of) => ({ api: withoutRoute(of, routeId) }));
  return {};
};
