import {
  type CapacityDetail,
  type ConsumedCapacity,
  consumedCapacity,
  writeCapacity,
} from "../domain/item/capacity.ts";
import { type ItemCollectionMetrics, itemCollectionMetrics } from "../domain/item/item-collection.ts";
import type { Item } from "../domain/item/attribute-value.ts";
import type { Written } from "./write-item.ts";

/** What every request of a write may ask of its answer. */
export type AnswerWishes = {
  readonly TableName: string;
  readonly ReturnConsumedCapacity?: CapacityDetail;
  readonly ReturnItemCollectionMetrics?: "SIZE" | "NONE" | undefined;
};

export type WrittenAnswer = {
  readonly ConsumedCapacity: ConsumedCapacity | undefined;
  readonly ItemCollectionMetrics: ItemCollectionMetrics | undefined;
};

/** Whether the answer to a PutItem hangs on the item that was there before. */
export const asksOfOldItem = (wishes: AnswerWishes & { readonly ReturnValues?: string | undefined }): boolean =>
  wishes.ReturnValues === "ALL_OLD" ||
  (wishes.ReturnConsumedCapacity ?? "NONE") !== "NONE" ||
  (wishes.ReturnItemCollectionMetrics ?? "NONE") !== "NONE";

/** What an answer tells of a write beside the item. */
export function writtenAnswer(wishes: AnswerWishes, key: Item, { table, ...change }: Written): WrittenAnswer {
  const { TableName: tableName, ReturnConsumedCapacity: detail, ReturnItemCollectionMetrics: metrics } = wishes;
  return {
    ConsumedCapacity: consumedCapacity(table, { detail, tableName }, () => writeCapacity(table, change)),
    ItemCollectionMetrics: itemCollectionMetrics(table, key, metrics),
  };
}
