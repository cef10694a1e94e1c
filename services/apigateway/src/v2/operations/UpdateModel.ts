import type { UpdateModelResponse } from "@aws-sdk/client-apigatewayv2";
import { withUpdatedModel } from "../../domain/v2/model.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models-modelid.html */
export const UpdateModel: Operation<"UpdateModel"> = async (input, call, store): Promise<UpdateModelResponse> => {
  const { ApiId: apiId, ModelId: modelId, ...request } = input;
  const { model } = await changeApi(store, { apiId, call }, (of) => withUpdatedModel(of, modelId, request));
  return model;
};
