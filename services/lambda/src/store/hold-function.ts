import type { Transaction } from "@skylab/records";
import type { StoredFunction } from "../domain/functions/stored-function.ts";
import { functionRows } from "./functions.ts";

/**
 * The function that what is written belongs to; `undefined`: there is none (any more). It is written as it is, so that who
 * deletes it at the same time begins again, and finds what this transaction has added.
 */
export async function holdFunction(rows: Transaction, name: string): Promise<StoredFunction | undefined> {
  const held = await rows.get(functionRows, name);
  if (held !== undefined) rows.put(functionRows, held, name);
  return held;
}
