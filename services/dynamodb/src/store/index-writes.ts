import { encodeKey, type Write } from "@skylab/records";
import type { Item } from "../domain/item/attribute-value.ts";
import { indexKey } from "../domain/item/item-key.ts";
import { projectedItem } from "../domain/table/projection.ts";
import type { ItemVersions } from "../domain/item/item-versions.ts";
import type { GlobalIndex, Index, Table } from "../domain/table/table.ts";
import { encodeItem } from "./item-table.ts";
import { indexSpace } from "./spaces.ts";

/** What the change of an item writes to the table's indexes. */
export function indexWrites(table: Table, versions: ItemVersions): readonly Write[] {
  const { globalIndexes, localIndexes } = table;
  if (globalIndexes.length === 0 && localIndexes.length === 0) return NONE;
  return [...globalIndexes, ...localIndexes].flatMap((index) => writesOf(table, index, versions));
}

const NONE: readonly Write[] = [];

function writesOf(table: Table, index: Index, { before, after }: ItemVersions): readonly Write[] {
  const space = indexSpace(table, index);
  const old = before && entryOf(table, index, before);
  const now = after && entryOf(table, index, after);
  const stays = old !== undefined && now !== undefined && same(old.key, now.key);
  const writes: Write[] = [];
  if (old !== undefined && !stays) writes.push({ kind: "remove", space, key: old.key });
  // What was there before an index may not be in it yet: whoever writes an item then puts it in.
  const isKept = stays && same(old.value, now.value) && !isBeingFilled(index);
  if (now !== undefined && !isKept) writes.push({ kind: "put", space, ...now });
  return writes;
}

const isBeingFilled = (index: Index | GlobalIndex): boolean => "status" in index && index.status === "CREATING";

type IndexEntry = { readonly key: Uint8Array; readonly value: Uint8Array };

/** The entry of an item in an index, or `undefined` where it is not in it. */
export function entryOf(table: Table, index: Index, item: Item): IndexEntry | undefined {
  const parts = indexKey(item, index.key, table.key);
  return parts && { key: encodeKey(...parts), value: encodeItem(projectedItem(item, index, table.key)) };
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
