import { compileBatchWrite } from "../domain/batch-write-request.ts";
import { consumedCapacity, sumCapacity, writeCapacity } from "../domain/capacity.ts";
import { itemCollectionMetrics } from "../domain/item-collection.ts";
import { distinctHashKeys } from "../domain/distinct-keys.ts";
import { readTableName } from "../domain/table-name.ts";
import type { Operation, Output } from "../operation.ts";
import { writeBatch, type WrittenTable } from "../items/write-batch.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const BatchWriteItem: Operation<"BatchWriteItem"> = async (
  input,
  call,
  store,
): Promise<Output<"BatchWriteItem">> => {
  const { ReturnConsumedCapacity: detail = "NONE", ReturnItemCollectionMetrics: metrics = "NONE" } = input;
  const tables = compileBatchWrite(input.RequestItems).map(({ tableName, writes }) => {
    return { tableName, writes, address: readTableName(tableName, call.place) };
  });

  const written = await writeBatch(store, tables, { now: call.clock.now(), tellsOldItems: detail !== "NONE" });
  return {
    UnprocessedItems: {},
    ItemCollectionMetrics: metrics === "NONE" ? undefined : collectionMetrics(written),
    ConsumedCapacity:
      detail === "NONE"
        ? undefined
        : written.flatMap(({ tableName, stored: { table }, changes }) => {
            const capacity = () => sumCapacity(changes.map((change) => writeCapacity(table, change)));
            return consumedCapacity(table, { detail, tableName }, capacity) ?? [];
          }),
  };
};

/** Of the tables that have local indexes, for each hash key that was written. */
const collectionMetrics = (written: readonly WrittenTable[]) =>
  Object.fromEntries(
    written.flatMap(({ tableName, stored: { table }, writes }) => {
      const keys = distinctHashKeys(
        writes.map(({ key }) => key),
        table.key,
      );
      const metrics = keys.flatMap((key) => itemCollectionMetrics(table, key, "SIZE") ?? []);
      return metrics.length === 0 ? [] : [[tableName, metrics]];
    }),
  );
