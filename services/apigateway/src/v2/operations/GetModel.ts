import type { GetModelResponse } from "@aws-sdk/client-apigatewayv2";
import { v2ModelRows } from "../../store/v2-parts.ts";
import { findPart } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models-modelid.html */
export const GetModel: Operation<"GetModel"> = ({ ApiId, ModelId }, call, store): Promise<GetModelResponse> =>
  findPart(store, call, { table: v2ModelRows, kind: "Model", key: [ApiId, ModelId] });
