import { jsonTable } from "@skylab/records";
import type { StoredModel } from "../domain/rest/snapshot.ts";
import { MODELS_SPACE } from "./spaces.ts";

/** By the API's id and the model's name. */
export const modelRows = jsonTable<StoredModel>(MODELS_SPACE);
