import { describe, expect, it } from "vitest";
import type { Operation } from "../operation.ts";
import { makeTable } from "../testing/make-table.ts";
import { answered, sent } from "../testing/sent-item.ts";
import { all, attribute, hash, range } from "../testing/table-requests.ts";
import { refusal, useDynamo } from "../testing/use-dynamo.ts";
import { BatchWriteItem } from "./BatchWriteItem.ts";
import { PutItem } from "./PutItem.ts";
import { Query } from "./Query.ts";

const dynamo = useDynamo();

type QueryInput = Parameters<Operation<"Query">>[0];

/** The key `a`, `b`; local indexes on `c` and `d`, global ones on `c`, and on `c` and `d`. */
const indexed = {
  AttributeDefinitions: [attribute("a"), attribute("b"), attribute("c"), attribute("d")],
  KeySchema: [hash("a"), range("b")],
  LocalSecondaryIndexes: [
    { IndexName: "index1", KeySchema: [hash("a"), range("c")], Projection: all },
    {
      IndexName: "index2",
      KeySchema: [hash("a"), range("d")],
      Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: ["c"] },
    },
  ],
  GlobalSecondaryIndexes: [
    { IndexName: "index3", KeySchema: [hash("c")], Projection: all },
    {
      IndexName: "index4",
      KeySchema: [hash("c"), range("d")],
      Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: ["e"] },
    },
  ],
};

const S = (text: string) => ({ S: text });
const equals = (text: string) => ({ ComparisonOperator: "EQ" as const, AttributeValueList: [S(text)] });
const above = (text: string) => ({ ComparisonOperator: "GT" as const, AttributeValueList: [S(text)] });
const missing = { ComparisonOperator: "NULL" as const };

const NO_TABLE = "ResourceNotFoundException: Requested resource not found";
const invalid = (message: string): string => `ValidationException: ${message}`;
const INVALID_KEY = "The provided starting key is invalid";

describe("what Query refuses before it looks for the table", () => {
  it.each<[input: Omit<QueryInput, "TableName">, message: string]>([
    [{}, "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."],
    [
      { QueryFilter: { a: { ComparisonOperator: "EQ", AttributeValueList: [] } }, AttributesToGet: ["a", "a"] },
      "One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator",
    ],
    [
      { QueryFilter: {}, AttributesToGet: ["a", "a"], ExclusiveStartKey: { a: { N: "b" } } },
      "One or more parameter values were invalid: Duplicate value in attribute name: a",
    ],
    [
      { ExclusiveStartKey: { a: { SS: [] } }, KeyConditions: {} },
      `${INVALID_KEY}: One or more parameter values were invalid: An string set  may not be empty`,
    ],
    [{ ExclusiveStartKey: { a: { N: "b" } } }, "The parameter cannot be converted to a numeric value: b"],
    [{ KeyConditionExpression: "", ExpressionAttributeNames: {} }, "ExpressionAttributeNames must not be empty"],
    [
      { KeyConditionExpression: "", FilterExpression: "" },
      "Invalid KeyConditionExpression: The expression can not be empty;",
    ],
    [
      { KeyConditionExpression: "a = :a", FilterExpression: "", ExpressionAttributeValues: { ":a": S("a") } },
      "Invalid FilterExpression: The expression can not be empty;",
    ],
    [
      { KeyConditionExpression: "a = :a", ExpressionAttributeValues: { ":a": S("a"), ":b": S("b") } },
      "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}",
    ],
    [
      { KeyConditions: { a: equals("a") }, Select: "SPECIFIC_ATTRIBUTES" },
      "1 validation error detected: " +
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    ],
    [
      { KeyConditions: { a: equals("a") }, Select: "COUNT", AttributesToGet: ["a"] },
      "1 validation error detected: Cannot specify the AttributesToGet when choosing to get only the Count",
    ],
    [
      { KeyConditions: { a: equals("a") }, Select: "ALL_ATTRIBUTES", ProjectionExpression: "a" },
      "1 validation error detected: Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES",
    ],
    [
      { KeyConditions: { a: equals("a") }, Select: "ALL_PROJECTED_ATTRIBUTES" },
      "1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
    ],
  ])("%j", async (input, message) => {
    const { call } = dynamo();
    expect(await refusal(call(Query, { TableName: "no-table", ...input }))).toBe(invalid(message));
  });

  it("looks for the table before it asks whether conditions and starting key fit it", async () => {
    const { call } = dynamo();
    const input = { TableName: "no-table", ExclusiveStartKey: {}, KeyConditions: { z: missing } };
    expect(await refusal(call(Query, input))).toBe(NO_TABLE);
  });
});

describe("what Query refuses of a table with indexes", () => {
  it.each<[input: Omit<QueryInput, "TableName">, message: string]>([
    [
      { IndexName: "whatever", ExclusiveStartKey: {}, KeyConditions: { z: missing } },
      "The table does not have the specified index: whatever",
    ],
    [
      { IndexName: "index3", ConsistentRead: true, ExclusiveStartKey: {}, KeyConditions: { z: missing } },
      "Consistent reads are not supported on global secondary indexes",
    ],
    [{ ExclusiveStartKey: { a: S("a") }, KeyConditions: { z: missing } }, INVALID_KEY],
    [{ ExclusiveStartKey: { b: S("a"), c: S("b") }, KeyConditions: { z: missing } }, INVALID_KEY],
    [{ ExclusiveStartKey: { a: S("a"), c: { N: "1" } }, KeyConditions: { a: equals("b") } }, INVALID_KEY],
    [
      { IndexName: "index3", ExclusiveStartKey: { a: S("a"), b: S("a"), z: S("a") }, KeyConditions: { z: missing } },
      INVALID_KEY,
    ],
    [
      { ExclusiveStartKey: { a: { N: "1" }, z: S("a") }, KeyConditions: { z: missing } },
      "The provided key element does not match the schema",
    ],
    [
      { ExclusiveStartKey: { a: S("a"), b: { N: "1" } }, KeyConditions: { z: missing } },
      "Query condition missed key schema element: a",
    ],
    [
      { ExclusiveStartKey: { a: S("a"), b: { N: "1" } }, KeyConditions: { a: equals("b") } },
      "The provided key element does not match the schema",
    ],
    [
      {
        IndexName: "index1",
        ExclusiveStartKey: { a: S("a"), b: { N: "1" }, c: S("a") },
        KeyConditions: { a: equals("b") },
      },
      `${INVALID_KEY}: The provided key element does not match the schema`,
    ],
    [
      {
        IndexName: "index3",
        ExclusiveStartKey: { x: S("a"), y: S("a"), c: S("a") },
        KeyConditions: { c: equals("b") },
      },
      `${INVALID_KEY}: The provided key element does not match the schema`,
    ],
    [
      { ExclusiveStartKey: { a: S("a"), b: S("a") }, KeyConditions: { a: equals("b") } },
      "The provided starting key is outside query boundaries based on provided conditions",
    ],
    [
      { ExclusiveStartKey: { a: S("a"), b: S("a") }, KeyConditions: { a: equals("b"), b: above("a") } },
      "The provided starting key does not match the range key predicate",
    ],
    [
      { ExclusiveStartKey: { a: S("a"), b: S("b") }, KeyConditions: { a: equals("b"), b: above("a") } },
      "The query can return at most one row and cannot be restarted",
    ],
    [
      { KeyConditions: { a: equals("a") }, QueryFilter: { b: equals("a") } },
      "QueryFilter can only contain non-primary key attributes: Primary key attribute: b",
    ],
    [
      {
        KeyConditionExpression: "a = :a",
        FilterExpression: "attribute_exists(b.c) AND c = :a",
        ExpressionAttributeValues: { ":a": S("a") },
      },
      "Filter Expression can only contain non-primary key attributes: Primary key attribute: b",
    ],
    [
      {
        KeyConditionExpression: "a = :a",
        FilterExpression: "attribute_exists(d.c)",
        ExpressionAttributeValues: { ":a": S("a") },
      },
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: d",
    ],
    [
      {
        IndexName: "index4",
        Select: "ALL_ATTRIBUTES",
        KeyConditions: { c: equals("a") },
        QueryFilter: { a: equals("1") },
      },
      "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary " +
        "index index4 because its projection type is not ALL",
    ],
    [
      { IndexName: "index4", KeyConditions: { c: equals("a") }, AttributesToGet: ["e", "y", "x", "a"] },
      "One or more parameter values were invalid: Global secondary index index4 does not project [y, x]",
    ],
    [
      { IndexName: "index2", KeyConditions: { a: equals("a") }, QueryFilter: { x: equals("1") } },
      "One or more parameter values were invalid: " +
        "Secondary index index2 does not project one or more filter attributes: [x]",
    ],
  ])("%j", async (input, message) => {
    const TableName = await makeTable(dynamo(), indexed);
    expect(await refusal(dynamo().call(Query, { TableName, ...input }))).toBe(invalid(message));
  });

  it("a global index that is being filled", async () => {
    const { call, store } = dynamo();
    const TableName = await makeTable(dynamo(), indexed);
    const place = { account: "111122223333", region: "us-east-1" };
    await store.tables.change(place, TableName, (table) => ({
      ...table,
      globalIndexes: table.globalIndexes.map((index) => Object.assign({}, index, { status: "CREATING" as const })),
    }));
    const input = { TableName, IndexName: "index3", KeyConditions: { c: equals("a") } };
    const message = "Cannot read from backfilling global secondary index: index3";
    expect(await refusal(call(Query, input))).toBe(invalid(message));
  });
});

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
    const TableName = await makeTable(dynamo(), indexed);
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
    const TableName = await makeTable(dynamo(), indexed);
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
    const TableName = await makeTable(dynamo(), indexed);
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
    const TableName = await makeTable(dynamo(), indexed);
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
    const TableName = await makeTable(dynamo(), indexed);
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
    const TableName = await makeTable(dynamo(), indexed);
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
    const TableName = await makeTable(dynamo(), indexed);
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
