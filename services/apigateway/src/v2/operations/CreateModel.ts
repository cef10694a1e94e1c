import type { CreateModelResponse } from "@aws-sdk/client-apigatewayv2";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { withModel } from "../../domain/v2/model.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models.html */
export const CreateModel: Operation<"CreateModel"> = async (input, call, store): Promise<CreateModelResponse> => {
  const { ApiId: apiId, ...request } = input;
  const modelId = newId(call.ids, PART_ID_LENGTH);
  const { model } = await changeApi(store, { apiId, call }, (of) => withModel(of, modelId, request));
  return model;
};
