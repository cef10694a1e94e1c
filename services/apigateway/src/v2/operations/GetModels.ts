import type { GetModelsResponse } from "@aws-sdk/client-apigatewayv2";
import { v2ModelRows } from "../../store/v2-parts.ts";
import { listParts } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models.html */
export const GetModels: Operation<"GetModels"> = (input, call, store): Promise<GetModelsResponse> =>
  listParts(store, call, { table: v2ModelRows, of: [input.ApiId], page: input, describe: (model) => model });
