import type { PutMode } from "@aws-sdk/client-api-gateway";
import type { Ids } from "@skylab/aws";
import type { Transaction } from "@skylab/records";
import { isSameLocation } from "../domain/documentation/documentation.ts";
import type { ReadPart } from "../domain/documentation/read-documentation.ts";
import { newId, PART_ID_LENGTH } from "../domain/new-id.ts";
import { documentationPartRows } from "./documentation.ts";
import { listAll } from "./list-all.ts";

export type PartsImport = {
  readonly restApiId: string;
  readonly parts: readonly ReadPart[];
  /** `overwrite`: parts that are not among these go. */
  readonly mode: PutMode;
  readonly ids: Ids;
};

/** Keeps parts of a file; those about what has been written about already take the place of that. In `changeRestApi`. */
export async function importParts(rows: Transaction, { ids, mode, parts, restApiId }: PartsImport): Promise<string[]> {
  const present = await listAll(rows, documentationPartRows, restApiId);
  if (mode === "overwrite") for (const { id } of present) rows.remove(documentationPartRows, restApiId, id);
  return parts.map((part) => {
    const same = mode === "merge" ? present.find(({ location }) => isSameLocation(location, part.location)) : undefined;
    const id = same?.id ?? newId(ids, PART_ID_LENGTH);
    rows.put(documentationPartRows, { id, ...part }, restApiId, id);
    return id;
  });
}
