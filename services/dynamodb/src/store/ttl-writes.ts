import { encodeKey, type Write } from "@skylab/records";
import type { Item } from "../domain/item/attribute-value.ts";
import { itemKey, keyOf } from "../domain/item/item-key.ts";
import type { ItemVersions } from "../domain/item/item-versions.ts";
import type { Table } from "../domain/table/table.ts";
import { dueTime } from "../domain/item/due-time.ts";
import { encodeItem } from "./item-table.ts";
import { dueSpace } from "./spaces.ts";

/** What the change of an item writes to the order in which items are due, if the table has a time to live. */
export function ttlWrites(table: Table, { after, before }: ItemVersions): readonly Write[] {
  if (!table.ttl.enabled) return NONE;
  const old = before && dueTime(before, table.ttl);
  const due = after && dueTime(after, table.ttl);
  if (old === due) return NONE;
  const entry = after && dueEntry(table, after);
  return [
    ...(before && old !== undefined
      ? [{ kind: "remove", space: dueSpace(table), key: dueKey(table, before, old) } as const]
      : []),
    ...(entry ? [entry] : []),
  ];
}

const NONE: readonly Write[] = [];

/** Enters an item among those that are due some time; `undefined` where it is not one. */
export function dueEntry(table: Table, item: Item): Write | undefined {
  const due = dueTime(item, table.ttl);
  if (due === undefined) return undefined;
  const value = encodeItem(keyOf(item, table.key));
  return { kind: "put", space: dueSpace(table), key: dueKey(table, item, due), value };
}

const dueKey = (table: Table, item: Item, due: number): Uint8Array => encodeKey(due, ...itemKey(item, table.key));
