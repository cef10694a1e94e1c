import type { Call } from "@skylab/service";
import type { Item } from "../domain/item/attribute-value.ts";
import {
  type CapacityDetail,
  type ConsumedCapacity,
  consumedCapacity,
  writeCapacity,
} from "../domain/item/capacity.ts";
import type { ItemWrite } from "../domain/item/item-write.ts";
import { type PreparedWrite, sourceAddress, type SourceNode } from "../domain/partiql/index.ts";
import type { TableAddress } from "../domain/table/table-name.ts";
import { findTableFor } from "../store/find-table.ts";
import type { DynamoStore } from "../store/store.ts";
import { writeItem } from "../items/write-item.ts";

/** A statement that writes, and its table. */
export type ReadyWrite = {
  readonly prepared: PreparedWrite;
  /** As the statement names it. */
  readonly tableName: string;
  readonly address: TableAddress;
  readonly write: ItemWrite;
};

/** What a statement wrote, as far as it is answered. */
export type StatementWritten = {
  /** What RETURNING shows. */
  readonly item: Item | undefined;
  readonly capacity: (detail: CapacityDetail) => ConsumedCapacity | undefined;
};

/**
 * Looks at a write and its table, and writes nothing yet.
 * @throws AwsError `ResourceNotFoundException` or `ValidationException`
 */
export async function readyWrite(
  { from, prepared }: { readonly from: SourceNode; readonly prepared: PreparedWrite },
  { place }: Pick<Call, "place">,
  store: DynamoStore,
): Promise<ReadyWrite> {
  const address = sourceAddress(from, place);
  const { made: write } = await findTableFor(store, address, prepared.on);
  return { prepared, tableName: from.table, address, write };
}

/** @throws AwsError `DuplicateItemException`, or as `writeItem` */
export async function runWrite(
  store: DynamoStore,
  { prepared, tableName, address, write }: ReadyWrite,
  now: number,
): Promise<StatementWritten> {
  const { before, after, table } = await writeItem(store, { address, write, now });
  return {
    item: prepared.returning === undefined ? undefined : prepared.returned(before, after),
    capacity: (detail) => consumedCapacity(table, { detail, tableName }, () => writeCapacity(table, { before, after })),
  };
}
