import { type Item, memberOf, typeOf } from "./attribute-value.ts";
import { checkItemKeys, checkKey } from "./check-key.ts";
import { refuseDuplicateKeys } from "./distinct-keys.ts";
import { keyDoesNotMatchSchema, validationError } from "../errors.ts";
import { keyOf } from "./item-key.ts";
import { checkItemSize } from "./item-size.ts";
import { attributesOf } from "../table/key-schema.ts";
import { readOlderItem } from "./older-words.ts";
import type { RawItem } from "./read-item.ts";
import type { Table } from "../table/table.ts";

/** One of the two. */
export type RawBatchWrite = {
  readonly PutRequest?: { readonly Item: RawItem } | undefined;
  readonly DeleteRequest?: { readonly Key: RawItem } | undefined;
};

/** A write before its table is known. */
export type BatchWrite = {
  /** The attributes of the item's key, and perhaps others. */
  readonly key: Item;
  /** The item from now on; absent: it is deleted. */
  readonly item: Item | undefined;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const MAX_WRITES = 25;

/** The writes to one table, by the name that the request gives it. */
export type TableWrites = { readonly tableName: string; readonly writes: readonly BatchWrite[] };

/** @throws AwsError `ValidationException` in AWS's words */
export function compileBatchWrite(tables: Readonly<Record<string, readonly RawBatchWrite[]>>): readonly TableWrites[] {
  const compiled = Object.entries(tables).map(([tableName, writes]) => ({
    tableName,
    writes: writes.map(compileWrite),
  }));
  const count = compiled.reduce((sum, { writes }) => sum + writes.length, 0);
  if (count > MAX_WRITES) throw validationError("Too many items requested for the BatchWriteItem call");
  return compiled;
}

function compileWrite({ PutRequest: put, DeleteRequest: remove }: RawBatchWrite): BatchWrite {
  if ((put === undefined) === (remove === undefined)) {
    // So AWS says of none, too.
    const problem = "has more than one datatypes set, must contain exactly one of the supported datatypes";
    throw validationError(`Supplied AttributeValue ${problem}`);
  }
  if (put === undefined) return { key: readOlderItem(remove?.Key ?? {}), item: undefined };
  const item = readOlderItem(put.Item);
  checkItemSize(item);
  return { key: item, item };
}

/** The writes to one table, of which there may be several lists: the request may name it in several ways. */
export type WritesOfTable = { readonly table: Table; readonly writes: readonly BatchWrite[] };

/** @throws AwsError `ValidationException` where writes do not fit their tables, or two are of one item */
export function checkBatchWrites(tables: readonly WritesOfTable[]): void {
  const keys = new Map<string, Item[]>();
  for (const { table, writes } of tables) {
    const some = keys.get(table.id) ?? [];
    keys.set(table.id, some);
    for (const { key, item } of writes) {
      if (item === undefined) checkKey(key, table.key);
      else checkPut(item, table);
      some.push(keyOf(key, table.key));
    }
  }
  for (const some of keys.values()) refuseDuplicateKeys(some);
}

/** As PutItem, but that AWS says of a wrong key what it says of one to delete. */
function checkPut(item: Item, table: Table): void {
  for (const { name, type } of attributesOf(table.key)) {
    const value = memberOf(item, name);
    if (value === undefined || typeOf(value) !== type) throw keyDoesNotMatchSchema();
  }
  checkItemKeys(item, table);
}
