import { withoutModel } from "../../domain/v2/model.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models-modelid.html */
export const DeleteModel: Operation<"DeleteModel"> = async (input, call, store): Promise<object> => {
  const { ApiId: apiId, ModelId: modelId } = input;
  await changeApi(store, { apiId, call }, (of) => ({ api: withoutModel(of, modelId) }));
  return {};
};
