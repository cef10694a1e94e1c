import type { ItemVersions } from "../item/item-versions.ts";
import type { AttributeValue, Item } from "../item/attribute-value.ts";
import { type Capacity, entryWrites, itemWriteUnits } from "../item/capacity.ts";
import { bucketOfHash, bucketOfItem } from "../item/item-key.ts";
import type { ReadSource } from "../read/read-source.ts";
import type { GlobalIndex, Table } from "../table/table.ts";

/** Units of a table's throughput, or of a global index's. */
export type Charge = {
  /** Absent: the table, whose throughput its local indexes share. */
  readonly index?: GlobalIndex;
  readonly units: number;
  /** Where all of them are of one hash key: its partition. AWS moves busy hash keys apart until they are alone in one. */
  readonly partition: number | undefined;
};

/** What each use costs at least, asked for before it is known how much it is. */
const LEAST_UNITS = 0.5;

/** What a write of an item costs. */
export function writeCharges(table: Table, key: Item, change: ItemVersions): readonly Charge[] {
  const local = table.localIndexes.flatMap((index) => entryWrites(table, index, change));
  const units = local.reduce((sum, entry) => sum + entry.units, itemWriteUnits(change));
  const indexes = table.globalIndexes.flatMap((index) =>
    entryWrites(table, index, change).map((entry): Charge => ({
      index,
      units: entry.units,
      partition: bucketOfItem(entry.item, index.key),
    })),
  );
  return [{ units, partition: bucketOfItem(key, table.key) }, ...indexes];
}

/** What is asked of a table before a use of one of its items. */
export const leastCharge = (table: Table, key: Item): Charge => itemCharge(table, key, LEAST_UNITS);

export const itemCharge = (table: Table, key: Item, units: number): Charge => ({
  units,
  partition: bucketOfItem(key, table.key),
});

/** What is asked of a source before a read of it. */
export const leastReadCharge = (source: ReadSource, hash: readonly AttributeValue[] | undefined): Charge =>
  sourceCharge(source, hash, LEAST_UNITS);

/** What a read of a source costs; items that it fetched from the table are of the table. */
export function readCharges(
  source: ReadSource,
  hash: readonly AttributeValue[] | undefined,
  { indexes, table }: Capacity,
): readonly Charge[] {
  const ofIndex = Object.values(indexes).reduce((sum, units) => sum + units, 0);
  if (!source.isGlobal) return [sourceCharge(source, hash, table + ofIndex)];
  return [sourceCharge(source, hash, ofIndex)];
}

function sourceCharge(
  { index, isGlobal, table }: ReadSource,
  hash: readonly AttributeValue[] | undefined,
  units: number,
): Charge {
  const partition = hash && bucketOfHash(hash);
  const global = isGlobal ? table.globalIndexes.find(({ id }) => id === index?.id) : undefined;
  return { units, partition, ...(global && { index: global }) };
}
