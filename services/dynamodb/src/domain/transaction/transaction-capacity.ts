import type { Item } from "../item/attribute-value.ts";
import {
  type Capacity,
  type CapacityDetail,
  type ConsumedCapacity,
  consumedCapacity,
  type ConsumedOptions,
  doubledCapacity,
  readUnits,
  sumCapacity,
} from "../item/capacity.ts";
import { sizeOf } from "../item/item-size.ts";
import type { Table } from "../table/table.ts";

/** What an action of a transaction would consume on its own. */
export type ActionCost = {
  /** As the request names the table. */
  readonly tableName: string;
  readonly table: Table;
  readonly capacity: Capacity;
};

type Options = { readonly detail: CapacityDetail } & Required<Pick<ConsumedOptions, "kind">>;

/** What an answer tells of the capacity of a transaction, by table, if the request wants to know. */
export function transactionCapacity(
  options: Options,
  costs: () => readonly ActionCost[],
): readonly ConsumedCapacity[] | undefined {
  if (options.detail !== "TOTAL" && options.detail !== "INDEXES") return undefined;
  const all = costs();
  return Array.from(new Set(all.map(({ tableName }) => tableName))).flatMap((tableName) => {
    const some = all.filter((cost) => cost.tableName === tableName);
    const [first] = some;
    const total = (): Capacity => doubledCapacity(sumCapacity(some.map(({ capacity }) => capacity)));
    return (first && consumedCapacity(first.table, { ...options, tableName }, total)) ?? [];
  });
}

/** What reading an item, if there is one, would consume on its own. */
export const readCost = (tableName: string, table: Table, item: Item | undefined): ActionCost => ({
  tableName,
  table,
  capacity: { table: readUnits(sizeOf(item), true), indexes: {} },
});
