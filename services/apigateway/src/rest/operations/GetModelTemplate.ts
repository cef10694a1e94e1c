import type { Template } from "@aws-sdk/client-api-gateway";
import { flattenModel } from "../../domain/rest/flatten-model.ts";
import { templateOf } from "../../domain/rest/model-template.ts";
import { listAll } from "../../store/list-all.ts";
import { modelOf, modelRows } from "../../store/models.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetModelTemplate.html */
export const GetModelTemplate: Operation<"GetModelTemplate"> = async (input, { place }, store): Promise<Template> => {
  const rows = store.of(place);
  const model = await modelOf(rows, input);
  return { value: templateOf(flattenModel(model, await listAll(rows, modelRows, input.restApiId))) };
};
