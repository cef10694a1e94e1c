import type { GetRoutesResponse } from "@aws-sdk/client-apigatewayv2";
import { routeRows } from "../../store/v2-parts.ts";
import { listParts } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
export const GetRoutes: Operation<"GetRoutes"> = (input, call, store): Promise<GetRoutesResponse> =>
  listParts(store, call, { table: routeRows, of: [input.ApiId], page: input, describe: (route) => route });
