import { checkKey } from "../domain/item/check-key.ts";
import { consumedCapacity, readUnits } from "../domain/item/capacity.ts";
import { checkParameters } from "../domain/expression/index.ts";
import { sizeOf } from "../domain/item/item-size.ts";
import { checkPaths } from "../domain/item/key-paths.ts";
import { readItem } from "../domain/item/read-item.ts";
import { readProjection } from "../domain/read/read-projection.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation, Output } from "../operation.ts";
import { getItem } from "../items/get-item.ts";
import { findTableFor } from "../store/find-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export const GetItem: Operation<"GetItem"> = async (input, call, store): Promise<Output<"GetItem">> => {
  const address = readTableName(input.TableName, call.place);
  checkParameters("GetItem", input);
  const key = readItem(input.Key);
  const projection = readProjection(input);

  const { stored } = await findTableFor(store, address, (found) => {
    checkKey(key, found.key);
    if (projection !== undefined) checkPaths(projection.paths, found);
  });
  const { table } = stored;

  const isConsistent = input.ConsistentRead ?? false;
  const item = await getItem(store, { stored, key, isConsistent, now: call.clock.now() });
  const consumed = { detail: input.ReturnConsumedCapacity, tableName: input.TableName };
  return {
    Item: item && projection ? projection.project(item) : item,
    ConsumedCapacity: consumedCapacity(table, consumed, () => ({
      table: readUnits(sizeOf(item), isConsistent),
      indexes: {},
    })),
  };
};
