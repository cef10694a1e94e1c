import type { Model } from "@aws-sdk/client-api-gateway";
import { flattenModel } from "../../domain/rest/flatten-model.ts";
import { listAll } from "../../store/list-all.ts";
import { modelOf, modelRows } from "../../store/models.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html */
export const GetModel: Operation<"GetModel"> = async (input, { place }, store): Promise<Model> => {
  const { flatten, modelName, restApiId } = input;
  const rows = store.of(place);
  const model = await modelOf(rows, { restApiId, modelName });
  return flatten === true ? flattenModel(model, await listAll(rows, modelRows, restApiId)) : model;
};
