import { withoutParameter } from "../../domain/v2/route.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-requestparameters-requestparameterkey.html */
export const DeleteRouteRequestParameter: Operation<"DeleteRouteRequestParameter"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const { ApiId: apiId, RequestParameterKey: key, RouteId: routeId } = input;
  await changeApi(store, { apiId, call }, (of) => ({ api: withoutParameter(of, routeId, key) }));
  return {};
};
