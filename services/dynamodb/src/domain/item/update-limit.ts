import { type Item, memberOf } from "./attribute-value.ts";
import { updatedItemTooLarge } from "../errors.ts";
import type { Path, Update } from "../expression/index.ts";
import type { ItemUpdate } from "./item-update.ts";
import { MAX_ITEM_BYTES, valueSize } from "./item-size.ts";

// What AWS counts beside the attributes that an update assigns: measured, not documented, in August 2026.
// https://github.com/paritysuite/dynamodb-conformance, tests/tier3/limits/itemSizeBySurface.test.ts
const UPDATE_BYTES = 3;
const ASSIGNMENT_BYTES = 19;
const REMOVAL_BYTES = 2;
const LIST_INDEX_BYTES = 1;

/** An UpdateItem may not assign more than 400 KB by its own count either; updates in transactions and PartiQL may. */
export const limitedUpdate = (write: ItemUpdate): ItemUpdate => ({
  ...write,
  apply: (before, table) => {
    const after = write.apply(before, table);
    if (after !== undefined && assignedSize(after, write.update) > MAX_ITEM_BYTES) throw updatedItemTooLarge();
    return after;
  },
});

function assignedSize(after: Item, { paths, assigns }: Update): number {
  let bytes = UPDATE_BYTES + (paths.length - assigns.length) * REMOVAL_BYTES;
  for (const path of assigns) bytes += ASSIGNMENT_BYTES + (isListIndex(path) ? LIST_INDEX_BYTES : 0);
  // A map in which an update assigns twice is written once.
  for (const name of new Set(assigns.map(([first]) => first))) {
    const value = memberOf(after, name);
    if (value !== undefined) bytes += Buffer.byteLength(name) + valueSize(value);
  }
  return bytes;
}

const isListIndex = (path: Path): boolean => typeof path.at(-1) === "number";
