import type { CreateRouteResult } from "@aws-sdk/client-apigatewayv2";
import { newId } from "../../domain/new-id.ts";
import { ROUTE_ID_LENGTH, withRoute } from "../../domain/v2/route.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
export const CreateRoute: Operation<"CreateRoute"> = async (input, call, store): Promise<CreateRouteResult> => {
  const { ApiId: apiId, ...request } = input;
  const routeId = newId(call.ids, ROUTE_ID_LENGTH);
  const { route } = await changeApi(store, { apiId, call }, (of) => withRoute(of, routeId, request));
  return route;
};
