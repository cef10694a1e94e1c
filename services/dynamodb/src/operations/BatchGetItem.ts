import { compileBatchGet } from "../domain/read/batch-get-request.ts";
import { consumedCapacity, readUnits } from "../domain/item/capacity.ts";
import { sizeOf } from "../domain/item/item-size.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation, Output } from "../operation.ts";
import { readKeys } from "../items/read-keys.ts";
import { findTableFor } from "../store/find-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const BatchGetItem: Operation<"BatchGetItem"> = async (input, call, store): Promise<Output<"BatchGetItem">> => {
  const requests = compileBatchGet(input.RequestItems);
  const tables = await Promise.all(
    requests.map(async (request) => {
      const { stored } = await findTableFor(store, readTableName(request.tableName, call.place), request.checkTable);
      return { asked: request, stored, keys: request.keys, isConsistent: request.isConsistent };
    }),
  );

  const answers = await readKeys(store, tables, call.clock.now());
  const detail = input.ReturnConsumedCapacity ?? "NONE";
  return {
    Responses: Object.fromEntries(
      answers.map(({ asked: { tableName, projection }, read }) => {
        const items = read.filter((item) => item !== undefined);
        return [tableName, projection === undefined ? items : items.map((item) => projection.project(item))];
      }),
    ),
    UnprocessedKeys: Object.fromEntries(
      answers.flatMap(({ asked: { tableName, request }, unread }) =>
        unread.size === 0
          ? []
          : [[tableName, { ...request, Keys: request.Keys.filter((_, index) => unread.has(index)) }]],
      ),
    ),
    ConsumedCapacity:
      detail === "NONE"
        ? undefined
        : answers.flatMap(({ asked: { tableName }, isConsistent, stored, read }) => {
            if (read.length === 0) return [];
            const units = read.map((item) => readUnits(sizeOf(item), isConsistent));
            const table = units.reduce((sum, count) => sum + count, 0);
            return consumedCapacity(stored.table, { detail, tableName }, () => ({ table, indexes: {} })) ?? [];
          }),
  };
};
