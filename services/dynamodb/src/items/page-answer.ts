import {
  type Capacity,
  type CapacityDetail,
  type ConsumedCapacity,
  consumedCapacity,
  readUnits,
} from "../domain/item/capacity.ts";
import type { Item } from "../domain/item/attribute-value.ts";
import type { Condition, Projection } from "../domain/expression/index.ts";
import { lastKey, type ReadSource, unprojected } from "../domain/read/read-source.ts";
import type { Select } from "../domain/read/select.ts";
import type { Page } from "../store/pages.ts";
import type { DynamoStore } from "../store/store.ts";

/** What requests of Query and Scan ask of their answer. */
export type PageWishes = {
  readonly TableName: string;
  readonly Select?: Select | undefined;
  readonly ConsistentRead?: boolean | undefined;
  readonly ReturnConsumedCapacity?: CapacityDetail;
};

/** How the items of a page are answered. */
export type PageView = {
  readonly source: ReadSource;
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
};

export type PageAnswer = {
  readonly Items: readonly Item[] | undefined;
  readonly Count: number;
  readonly ScannedCount: number;
  readonly LastEvaluatedKey: Item | undefined;
  readonly ConsumedCapacity: ConsumedCapacity | undefined;
};

/** Whether a read of an index has to fetch the items from the table: of a local one AWS does, where it lacks what is asked. */
export function fetchesItems({ source, projection }: PageView, { Select: select }: PageWishes): boolean {
  const { index, isGlobal } = source;
  if (index === undefined || isGlobal || index.projection.type === "ALL") return false;
  if (select === "ALL_ATTRIBUTES") return true;
  return projection !== undefined && unprojected(source, projection.paths).length > 0;
}

/** Whether it matters how many bytes are read: the answer tells, or the throughput pays for them. */
export const measuresBytes = (
  { ReturnConsumedCapacity: detail = "NONE" }: Pick<PageWishes, "ReturnConsumedCapacity">,
  { budgets }: DynamoStore,
): boolean => detail !== "NONE" || budgets !== undefined;

/** The answer to a Query or a Scan. */
export function pageAnswer(wishes: PageWishes, view: PageView, page: Page): PageAnswer {
  const { source, filter, projection } = view;
  const { TableName: tableName, ReturnConsumedCapacity: detail } = wishes;
  const matching = filter === undefined ? page.items : page.items.filter((item) => filter.holds(item));
  const shown = projection === undefined ? matching : matching.map((item) => projection.project(item));
  return {
    Items: wishes.Select === "COUNT" ? undefined : shown,
    Count: matching.length,
    ScannedCount: page.count,
    LastEvaluatedKey: page.last && lastKey(source, page.last),
    ConsumedCapacity: consumedCapacity(source.table, { detail, tableName }, () =>
      pageCapacity(source, page, wishes.ConsistentRead ?? false),
    ),
  };
}

/** All that was looked at counts as one read, and each item that an index made to fetch as one of its own. */
export function pageCapacity({ index }: ReadSource, { bytes, fetchedBytes }: Page, isConsistent: boolean): Capacity {
  const units = readUnits(bytes, isConsistent);
  if (index === undefined) return { table: units, indexes: {} };
  const fetched = fetchedBytes.reduce((sum, size) => sum + readUnits(size, isConsistent), 0);
  return { table: fetched, indexes: { [index.name]: units } };
}
