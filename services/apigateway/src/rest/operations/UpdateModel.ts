import type { Model } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { checkModel, modelPatches } from "../../domain/rest/model.ts";
import { modelOf, modelRows } from "../../store/models.ts";
import { changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateModel.html */
export const UpdateModel: Operation<"UpdateModel"> = (input, { place }, store): Promise<Model> =>
  changeRestApi(store, { place, apiId: input.restApiId }, async (rows) => {
    const { modelName, patchOperations, restApiId } = input;
    const model = applyPatches(await modelOf(rows, input), patchOperations, modelPatches);
    checkModel(model);
    rows.put(modelRows, model, restApiId, modelName);
    return model;
  });
