import type { ItemVersions } from "./item-versions.ts";
import type { Item } from "./attribute-value.ts";
import { indexesOf } from "./check-key.ts";
import { valuesEqual } from "../expression/index.ts";
import { indexKey, keyOf } from "./item-key.ts";
import { itemSize, sizeOf } from "./item-size.ts";
import { projectedItem } from "../table/projection.ts";
import type { Index, Table } from "../table/table.ts";

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;

/** What an operation consumed, in capacity units. */
export type Capacity = {
  readonly table: number;
  /** By the names of the indexes; those that cost nothing are not there. */
  readonly indexes: Readonly<Record<string, number>>;
};

/** `ReturnConsumedCapacity` */
export type CapacityDetail = "INDEXES" | "TOTAL" | "NONE" | undefined;

/** Units for reading so many bytes: of one item, or of all that a page of a query looked at. */
export const readUnits = (bytes: number, isConsistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (isConsistent ? 1 : 0.5);

/** Units for writing one item of so many bytes. */
const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));

/** What a write consumes: of the table by the larger of the two versions, of the indexes by what changes in them. */
export function writeCapacity(table: Table, change: ItemVersions): Capacity {
  const indexes: Record<string, number> = {};
  for (const index of indexesOf(table)) {
    const units = entryWrites(table, index, change).reduce((sum, entry) => sum + entry.units, 0);
    if (units > 0) indexes[index.name] = units;
  }
  return { table: itemWriteUnits(change), indexes };
}

/** Of the table alone. */
export const itemWriteUnits = ({ before, after }: ItemVersions): number =>
  writeUnits(Math.max(sizeOf(before), sizeOf(after)));

/** A write of an index's entry. */
type EntryWrite = { readonly item: Item; readonly units: number };

/** What the change of an item writes of an index. */
export function entryWrites(table: Table, index: Index, { before, after }: ItemVersions): readonly EntryWrite[] {
  const old = before && entryOf(table, index, before);
  const now = after && entryOf(table, index, after);
  if (old === undefined || now === undefined) return [old, now].flatMap((item) => (item ? [entryWrite(item)] : []));
  if (valuesEqual({ M: old }, { M: now })) return [];
  // Under another key the entry is removed and written anew.
  const isMoved = !valuesEqual({ M: keyOf(old, index.key) }, { M: keyOf(now, index.key) });
  if (isMoved) return [entryWrite(old), entryWrite(now)];
  return [{ item: now, units: Math.max(entryWrite(old).units, entryWrite(now).units) }];
}

const entryOf = (table: Table, index: Index, item: Item): Item | undefined =>
  indexKey(item, index.key, table.key) && projectedItem(item, index, table.key);

const entryWrite = (item: Item): EntryWrite => ({ item, units: writeUnits(itemSize(item)) });

/** What several writes of one table consumed together. */
export function sumCapacity(parts: readonly Capacity[]): Capacity {
  const indexes: Record<string, number> = {};
  for (const part of parts) {
    for (const [name, units] of Object.entries(part.indexes)) indexes[name] = (indexes[name] ?? 0) + units;
  }
  return { table: parts.reduce((sum, { table }) => sum + table, 0), indexes };
}

/** Transactions cost twice as much. */
export const doubledCapacity = (capacity: Capacity): Capacity => sumCapacity([capacity, capacity]);

/** Capacity units as answers have them; AWS tells reads from writes in those of transactions alone. */
type Units = {
  readonly CapacityUnits: number;
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
};

/** `ConsumedCapacity` of an answer. */
export type ConsumedCapacity = Units & {
  readonly TableName: string;
  readonly Table?: Units;
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, Units>>;
  readonly LocalSecondaryIndexes?: Readonly<Record<string, Units>>;
};

export type ConsumedOptions = {
  readonly detail: CapacityDetail;
  /** As the request named the table: by its ARN, perhaps. */
  readonly tableName: string;
  /** Of transactions. */
  readonly kind?: "ReadCapacityUnits" | "WriteCapacityUnits";
};

/** What an answer tells of it, if the request wants to know; `capacity` is asked only then. */
export function consumedCapacity(
  table: Table,
  { detail, tableName, kind }: ConsumedOptions,
  capacity: () => Capacity,
): ConsumedCapacity | undefined {
  if (detail !== "TOTAL" && detail !== "INDEXES") return undefined;
  const { table: tableUnits, indexes } = capacity();
  const units = (count: number): Units => ({ CapacityUnits: count, ...(kind && { [kind]: count }) });
  const total = Object.values(indexes).reduce((sum, count) => sum + count, tableUnits);
  if (detail === "TOTAL") return { TableName: tableName, ...units(total) };
  const ofIndexes = (some: readonly Index[]): Readonly<Record<string, Units>> | undefined => {
    const parts = some.flatMap(({ name }) => {
      const count = indexes[name];
      return count === undefined ? [] : [[name, units(count)] as const];
    });
    return parts.length === 0 ? undefined : Object.fromEntries(parts);
  };
  const global = ofIndexes(table.globalIndexes);
  const local = ofIndexes(table.localIndexes);
  return {
    TableName: tableName,
    ...units(total),
    Table: units(tableUnits),
    ...(global && { GlobalSecondaryIndexes: global }),
    ...(local && { LocalSecondaryIndexes: local }),
  };
}
