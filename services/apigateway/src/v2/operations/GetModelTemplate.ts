import type { GetModelTemplateResponse } from "@aws-sdk/client-apigatewayv2";
import { flattenModel } from "../../domain/rest/flatten-model.ts";
import { templateOf } from "../../domain/rest/model-template.ts";
import { asRestModel } from "../../domain/v2/model.ts";
import { listAll } from "../../store/list-all.ts";
import { v2ModelRows } from "../../store/v2-parts.ts";
import { findPart } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models-modelid-template.html */
export const GetModelTemplate: Operation<"GetModelTemplate"> = async (
  { ApiId, ModelId },
  call,
  store,
): Promise<GetModelTemplateResponse> => {
  const model = await findPart(store, call, { table: v2ModelRows, kind: "Model", key: [ApiId, ModelId] });
  const models = await listAll(store.of(call.place), v2ModelRows, ApiId);
  return { Value: templateOf(flattenModel(asRestModel(model), models.map(asRestModel))) };
};
