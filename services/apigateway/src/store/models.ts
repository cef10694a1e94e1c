import { jsonTable, type Reader } from "@skylab/records";
import { noSuchModel } from "../domain/rest/errors.ts";
import type { StoredModel } from "../domain/rest/snapshot.ts";
import { MODELS_SPACE } from "./spaces.ts";

/** By the API's id and the model's name. */
export const modelRows = jsonTable<StoredModel>(MODELS_SPACE);

/** A model; AWS says the same where there is no such API. */
export async function modelOf(rows: Reader, { modelName, restApiId }: ModelName): Promise<StoredModel> {
  const model = await rows.get(modelRows, restApiId, modelName);
  if (model === undefined) throw noSuchModel(modelName);
  return model;
}

type ModelName = { readonly restApiId: string; readonly modelName: string };
