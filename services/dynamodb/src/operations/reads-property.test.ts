import { describe, expect, it } from "vitest";
import type { Item } from "../domain/item/attribute-value.ts";
import { Chance } from "../domain/expression/random-items.ts";
import type { Output } from "../operation.ts";
import {
  compare,
  isIn,
  randomFilter,
  randomKeyCondition,
  randomRow,
  type RangeType,
  SOURCES,
  sourcesOf,
} from "../testing/random-reads.ts";
import { answered, sent, type SentItem } from "../testing/sent-item.ts";
import { type TestDynamo, useDynamo } from "../testing/use-dynamo.ts";
import { BatchWriteItem } from "./BatchWriteItem.ts";
import { CreateTable } from "./CreateTable.ts";
import { DeleteItem } from "./DeleteItem.ts";
import { Query } from "./Query.ts";
import { Scan } from "./Scan.ts";

const dynamo = useDynamo();

/** Makes a table, writes items, some of them twice, and deletes some; resolves to those that must be there then. */
async function makeRows({ call }: TestDynamo, name: string, type: RangeType): Promise<readonly Item[]> {
  const chance = new Chance(name.length);
  await call(CreateTable, { TableName: name, ...sourcesOf(type) });
  const items = new Map<string, Item>();
  for (let round = 0; round < 4; round++) {
    const batch = new Map(
      Array.from({ length: 20 }, () => randomRow(chance, type)).map((item) => [keyText(item), item]),
    );
    const writes = Array.from(batch.values(), (item) => ({ PutRequest: { Item: sent(item) } }));
    await call(BatchWriteItem, { RequestItems: { [name]: writes } });
    for (const [key, item] of batch) items.set(key, item);
  }
  for (const [key, { a, b }] of items) {
    if (a === undefined || b === undefined || !chance.one(5)) continue;
    await call(DeleteItem, { TableName: name, Key: sent({ a, b }) });
    items.delete(key);
  }
  return [...items.values()];
}

const keyText = ({ a, b }: Item): string => JSON.stringify([a, b]);
const sorted = (items: readonly Item[]): readonly string[] => items.map((item) => JSON.stringify(item)).toSorted();

type ReadPage = (
  start: SentItem | undefined,
) => Promise<Pick<Output<"Query">, "Items" | "ScannedCount" | "LastEvaluatedKey">>;

/** Reads all pages; of items as small as these only a limit makes pages. */
async function readAll(limit: number | undefined, read: ReadPage): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let start: SentItem | undefined; ;) {
    const page = await read(start);
    items.push(...(page.Items ?? []).map(answered));
    expect(page.LastEvaluatedKey !== undefined).toBe(page.ScannedCount === limit);
    if (page.LastEvaluatedKey === undefined) return items;
    start = sent(page.LastEvaluatedKey);
  }
}

function expectOrder(items: readonly Item[], name: string | undefined): void {
  if (name === undefined) return;
  expect(items.every((item, index) => index === 0 || compare(items[index - 1]?.[name], item[name]) <= 0)).toBe(true);
}

describe.each(["S", "N", "B"] as const)("a table whose range keys are of type %s", (type) => {
  it("answers queries of it and of its indexes as a list does, in both directions, over pages of any size", async () => {
    const { call } = dynamo();
    const name = `queries-${type}`;
    const items = await makeRows(dynamo(), name, type);
    const chance = new Chance(1);
    for (let count = 0; count < 200; count++) {
      const source = chance.pick(SOURCES);
      const condition = randomKeyCondition(chance, source, type);
      const filter = chance.one(3) ? randomFilter(chance) : undefined;
      const limit = chance.one(3) ? undefined : 1 + chance.below(7);
      const request = {
        TableName: name,
        IndexName: source.index,
        KeyConditionExpression: condition.text,
        FilterExpression: filter?.text,
        ExpressionAttributeValues: sent({ ...condition.values, ...filter?.values }),
        Limit: limit,
      };
      const query = (ScanIndexForward: boolean) =>
        readAll(limit, (ExclusiveStartKey) => call(Query, { ...request, ScanIndexForward, ExclusiveStartKey }));
      const forward = await query(true);
      const expected = items.filter((item) => condition.holds(item) && (filter?.holds(item) ?? true));
      expect(sorted(forward), JSON.stringify(request)).toEqual(sorted(expected));
      expectOrder(forward, source.range[0]);
      expect(await query(false)).toEqual(forward.toReversed());
    }
  });

  it.each([1, 2, 3, 7, 100])("answers each item once in %i segments of a scan", async (TotalSegments) => {
    const { call } = dynamo();
    const name = `scans-${type}-${TotalSegments}`;
    const items = await makeRows(dynamo(), name, type);
    for (const source of SOURCES) {
      const request = { TableName: name, IndexName: source.index, TotalSegments, Limit: 4 };
      const segments = Array.from({ length: TotalSegments }, (_, Segment) =>
        readAll(4, (ExclusiveStartKey) => call(Scan, { ...request, Segment, ExclusiveStartKey })),
      );
      const found = (await Promise.all(segments)).flat();
      expect(sorted(found)).toEqual(sorted(items.filter((item) => isIn(source, item))));
    }
  });
});
