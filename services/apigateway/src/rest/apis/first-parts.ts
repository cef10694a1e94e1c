import type { Ids } from "@skylab/aws";
import type { Transaction } from "@skylab/records";
import { API_ID_LENGTH, newId } from "../../domain/new-id.ts";
import { defaultModels } from "../../domain/rest/model.ts";
import { modelRows } from "../../store/models.ts";
import { resourceRows } from "../../store/resources.ts";

/**
 * Gives a new API what AWS gives every one: its root resource and two models.
 * @returns the id of the root resource
 */
export function putFirstParts(rows: Transaction, apiId: string, ids: Ids): string {
  for (const model of defaultModels(ids)) rows.put(modelRows, model, apiId, model.name);
  // Root resources have longer ids than others.
  const id = newId(ids, API_ID_LENGTH);
  rows.put(resourceRows, { id, path: "/" }, apiId, id);
  return id;
}
