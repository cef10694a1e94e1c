import { describe, expect, it } from "vitest";
import { makeTable } from "../testing/make-table.ts";
import { queryTable } from "../testing/query-table.ts";
import { answered, sent } from "../testing/sent-item.ts";
import { useDynamo } from "../testing/use-dynamo.ts";
import { BatchWriteItem } from "./BatchWriteItem.ts";
import { PutItem } from "./PutItem.ts";
import { Query } from "./Query.ts";

const dynamo = useDynamo();

const S = (text: string) => ({ S: text });
const equals = (text: string) => ({ ComparisonOperator: "EQ" as const, AttributeValueList: [S(text)] });
const missing = { ComparisonOperator: "NULL" as const };
const item = (b: string) => ({ a: S("a"), b: S(b) });

describe("Query", () => {
  it("answers nothing of a hash key that has no items", async () => {
    const TableName = await makeTable(dynamo());
    const found = await dynamo().call(Query, { TableName, KeyConditions: { a: equals("a") } });
    expect(found).toEqual({ Count: 0, ScannedCount: 0, Items: [] });
  });

  it("takes the table's ARN", async () => {
    const TableName = await makeTable(dynamo());
    await dynamo().call(PutItem, { TableName, Item: { a: S("a") } });
    const arn = `arn:aws:dynamodb:us-east-1:111122223333:table/${TableName}`;
    const found = await dynamo().call(Query, { TableName: arn, KeyConditions: { a: equals("a") } });
    expect(found.Items).toEqual([{ a: S("a") }]);
  });

  it("filters what it has read, and counts both", async () => {
    const TableName = await makeTable(dynamo(), queryTable);
    const items = [item("1"), item("2"), { ...item("3"), x: S("x") }, item("4")];
    await put(TableName, items);
    const request = {
      TableName,
      KeyConditionExpression: "a = :a AND b >= :b",
      FilterExpression: "attribute_exists(x)",
      ExpressionAttributeValues: { ":a": S("a"), ":b": S("2") },
      Limit: 2,
    };
    const LastEvaluatedKey = { a: S("a"), b: S("3") };
    expect(await dynamo().call(Query, request)).toEqual({
      Count: 1,
      ScannedCount: 2,
      Items: [items[2]],
      LastEvaluatedKey,
    });
    const counted = await dynamo().call(Query, { ...request, Select: "COUNT" });
    expect(counted).toEqual({ Count: 1, ScannedCount: 2, LastEvaluatedKey });
  });

  it("ends a page with the item by which it is a megabyte, and goes on behind it", async () => {
    const TableName = await makeTable(dynamo(), queryTable);
    const items = Array.from({ length: 5 }, (_, b) => ({ a: S("a"), b: S(String(b)), x: S("x".repeat(300_000)) }));
    for (const large of items) await put(TableName, [large]);
    const request = { TableName, KeyConditions: { a: equals("a") }, AttributesToGet: ["b"] };
    const first = await dynamo().call(Query, request);
    expect(first).toMatchObject({ Count: 4, LastEvaluatedKey: { a: S("a"), b: S("3") } });
    const ExclusiveStartKey = sent(first.LastEvaluatedKey ?? {});
    const second = await dynamo().call(Query, { ...request, ExclusiveStartKey });
    expect(second).toEqual({ Count: 1, ScannedCount: 1, Items: [{ b: S("4") }] });
  });

  it("counts a megabyte by the sizes of items, not of what is stored", async () => {
    const TableName = await makeTable(dynamo(), queryTable);
    // AWS counts two bytes of each element, of which 13 are stored.
    const L = Array.from({ length: 1000 }, () => ({ BOOL: true }));
    const numbers = Array.from({ length: 600 }, (_, b) => S(String(b).padStart(4, "0")));
    const writes = numbers.map((b) => ({ a: S("a"), b, list: { L } }));
    for (let start = 0; start < writes.length; start += 25) await put(TableName, writes.slice(start, start + 25));
    const size = "aab0000list".length + 3 + 2 * L.length;
    const page = await dynamo().call(Query, { TableName, KeyConditions: { a: equals("a") }, Select: "COUNT" });
    expect(page.Count).toBe(Math.ceil((1024 * 1024) / size));
    expect(page.LastEvaluatedKey).toEqual({ a: S("a"), b: numbers[(page.Count ?? 0) - 1] });
  });
});

describe("Query of an index", () => {
  const items = [
    { a: S("a"), b: S("b1"), c: S("c1"), d: S("d3") },
    { a: S("a"), b: S("b2") },
    { a: S("a"), b: S("b3"), d: S("d1"), e: S("e".repeat(5000)), f: S("f3") },
    { a: S("a"), b: S("b4"), c: S("c4"), d: S("d2"), e: S("e4") },
  ];

  it("shows what the index projects, in its order", async () => {
    const TableName = await makeTable(dynamo(), queryTable);
    await put(TableName, items);
    const local = { TableName, IndexName: "index2", KeyConditions: { a: equals("a") } };
    expect((await dynamo().call(Query, local)).Items).toEqual([
      { a: S("a"), b: S("b3"), d: S("d1") },
      { a: S("a"), b: S("b4"), c: S("c4"), d: S("d2") },
      items[0],
    ]);
    const global = { TableName, IndexName: "index4", KeyConditions: { c: equals("c4") } };
    expect((await dynamo().call(Query, global)).Items).toEqual([items[3]]);
  });

  it("fetches from the table what a local index does not project, at the price of an item each", async () => {
    const TableName = await makeTable(dynamo(), queryTable);
    await put(TableName, items);
    const request = {
      TableName,
      IndexName: "index2",
      ConsistentRead: true,
      KeyConditions: { a: equals("a") },
      ReturnConsumedCapacity: "INDEXES" as const,
    };
    const narrow = await dynamo().call(Query, request);
    expect(narrow.ConsumedCapacity).toEqual({
      TableName,
      CapacityUnits: 1,
      Table: { CapacityUnits: 0 },
      LocalSecondaryIndexes: { index2: { CapacityUnits: 1 } },
    });
    const whole = await dynamo().call(Query, { ...request, Select: "ALL_ATTRIBUTES" });
    expect(whole.Items).toEqual([items[2], items[3], items[0]]);
    expect(whole.ConsumedCapacity).toEqual({
      TableName,
      CapacityUnits: 5,
      Table: { CapacityUnits: 4 },
      LocalSecondaryIndexes: { index2: { CapacityUnits: 1 } },
    });
    const some = await dynamo().call(Query, { ...request, AttributesToGet: ["f"] });
    expect(some.Items).toEqual([{ f: S("f3") }, {}, {}]);
  });

  it("goes on between items that the index's key does not tell apart", async () => {
    const TableName = await makeTable(dynamo(), queryTable);
    const alike = Array.from({ length: 7 }, (_, b) => ({ a: S(`a${b}`), b: S(`b${b}`), c: S("c"), d: S("d") }));
    await put(TableName, alike);
    const found: unknown[] = [];
    const request = { TableName, IndexName: "index4", KeyConditions: { c: equals("c"), d: equals("d") }, Limit: 2 };
    let page = await dynamo().call(Query, request);
    while (page.LastEvaluatedKey !== undefined) {
      expect(Object.keys(page.LastEvaluatedKey).toSorted()).toEqual(["a", "b", "c", "d"]);
      found.push(...(page.Items ?? []));
      page = await dynamo().call(Query, { ...request, ExclusiveStartKey: sent(answered(page.LastEvaluatedKey)) });
    }
    found.push(...(page.Items ?? []));
    expect(found).toHaveLength(alike.length);
    expect(found).toEqual(expect.arrayContaining(alike));
  });

  it("costs half a unit for each 4 KB that it read, where it may be behind", async () => {
    const TableName = await makeTable(dynamo(), queryTable);
    await put(TableName, items);
    const request = { TableName, KeyConditions: { a: equals("a") }, ReturnConsumedCapacity: "TOTAL" as const };
    const filtered = { ...request, QueryFilter: { x: missing }, Select: "COUNT" as const };
    for (const input of [request, filtered]) {
      const { ConsumedCapacity } = await dynamo().call(Query, input);
      expect(ConsumedCapacity).toEqual({ TableName, CapacityUnits: 1 });
    }
    const none = await dynamo().call(Query, { ...request, KeyConditions: { a: equals("z") } });
    expect(none.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 0.5 });
  });
});

async function put(tableName: string, items: readonly Parameters<typeof sent>[0][]): Promise<void> {
  const writes = items.map((one) => ({ PutRequest: { Item: sent(one) } }));
  await dynamo().call(BatchWriteItem, { RequestItems: { [tableName]: writes } });
}
