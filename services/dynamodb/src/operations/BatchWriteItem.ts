import { compileBatchWrite } from "../domain/item/batch-write-request.ts";
import { consumedCapacity, sumCapacity, writeCapacity } from "../domain/item/capacity.ts";
import { itemCollectionMetrics } from "../domain/item/item-collection.ts";
import { distinctHashKeys } from "../domain/item/distinct-keys.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { DynamoOperations, Operation, Output } from "../operation.ts";
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
    UnprocessedItems: unprocessedItems(input, written),
    ItemCollectionMetrics: metrics === "NONE" ? undefined : collectionMetrics(written),
    ConsumedCapacity:
      detail === "NONE"
        ? undefined
        : written.flatMap(({ tableName, stored: { table }, changes }) => {
            if (changes.length === 0) return [];
            const capacity = () => sumCapacity(changes.map((change) => writeCapacity(table, change)));
            return consumedCapacity(table, { detail, tableName }, capacity) ?? [];
          }),
  };
};

/** The writes for which no throughput was left. */
const unprocessedItems = (
  { RequestItems }: DynamoOperations["BatchWriteItem"]["input"],
  written: readonly WrittenTable[],
): Output<"BatchWriteItem">["UnprocessedItems"] =>
  Object.fromEntries(
    written.flatMap(({ refusals, tableName }) => {
      const refused = RequestItems[tableName]?.filter((_, index) => refusals[index] !== undefined) ?? [];
      return refused.length === 0 ? [] : [[tableName, refused]];
    }),
  );

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
