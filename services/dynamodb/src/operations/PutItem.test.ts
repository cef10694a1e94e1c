import { expect, test } from "vitest";
import { itemSize, MAX_ITEM_BYTES } from "../domain/item/item-size.ts";
import { indexedTable, makeTable, rangeKey } from "../testing/make-table.ts";
import { all, attribute, hash, range } from "../testing/table-requests.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { GetItem } from "./GetItem.ts";
import { PutItem } from "./PutItem.ts";

const dynamo = useDynamo();

const put = (input: Parameters<typeof PutItem>[0]) => dynamo().call(PutItem, input);

const INVALID = "ValidationException: One or more parameter values were invalid: ";
const NOT_VALID = "ValidationException: One or more parameter values are not valid. ";
const ENVELOPE = "ValidationException: 1 validation error detected: ";

test("an item of every type comes back as it was put, its numbers and sets in their own order", async () => {
  const table = await makeTable(dynamo());
  await put({
    TableName: table,
    Item: {
      a: { S: "x" },
      n: { N: "-0015.789e6" },
      b: { B: Buffer.from([0, 255]) },
      bool: { BOOL: false },
      null: { NULL: true },
      ss: { SS: ["b", "a"] },
      ns: { NS: ["10", "9"] },
      bs: { BS: [Buffer.from([2]), Buffer.from([1])] },
      m: { M: { l: { L: [{ S: "" }, { N: "1.0" }, { B: Buffer.from([1]) }] }, "": { S: "unnamed" } } },
    },
  });
  expect(await dynamo().call(GetItem, { TableName: table, Key: { a: { S: "x" } } })).toEqual({
    Item: {
      a: { S: "x" },
      n: { N: "-15789000" },
      b: { B: Buffer.from([0, 255]) },
      bool: { BOOL: false },
      null: { NULL: true },
      ss: { SS: ["a", "b"] },
      ns: { NS: ["9", "10"] },
      bs: { BS: [Buffer.from([1]), Buffer.from([2])] },
      m: { M: { l: { L: [{ S: "" }, { N: "1" }, { B: Buffer.from([1]) }] }, "": { S: "unnamed" } } },
    },
  });
});

test("an item replaces the one of its key whole, and tells it to whoever asks", async () => {
  const table = await makeTable(dynamo());
  const asking = { TableName: table, ReturnValues: "ALL_OLD" as const };
  expect(await put({ ...asking, Item: { a: { S: "x" }, b: { S: "old" } } })).toEqual({});
  expect(await put({ ...asking, Item: { a: { S: "x" }, c: { S: "new" } } })).toEqual({
    Attributes: { a: { S: "x" }, b: { S: "old" } },
  });
  expect(await dynamo().call(GetItem, { TableName: table, Key: { a: { S: "x" } } })).toEqual({
    Item: { a: { S: "x" }, c: { S: "new" } },
  });
});

test("a condition that does not hold refuses the item, and bears the old one where that was asked for", async () => {
  const table = await makeTable(dynamo());
  const conditional = {
    TableName: table,
    Item: { a: { S: "x" }, b: { S: "new" } },
    ConditionExpression: "attribute_not_exists(#a)",
    ExpressionAttributeNames: { "#a": "a" },
  };
  await put({ ...conditional, Item: { a: { S: "x" }, b: { S: "old" } } });
  await expect(put(conditional)).rejects.toMatchObject({
    code: "ConditionalCheckFailedException",
    message: "The conditional request failed",
  });
  await expect(put(conditional)).rejects.toHaveProperty("members", {});
  await expect(put({ ...conditional, ReturnValuesOnConditionCheckFailure: "ALL_OLD" })).rejects.toMatchObject({
    members: { Item: { a: { S: "x" }, b: { S: "old" } } },
  });
  expect(await dynamo().call(GetItem, { TableName: table, Key: { a: { S: "x" } } })).toMatchObject({
    Item: { b: { S: "old" } },
  });
});

test("an expectation is a condition of the older kind", async () => {
  const table = await makeTable(dynamo());
  const Item = { a: { S: "x" }, n: { N: "1" } };
  await put({ TableName: table, Item, Expected: { a: { Exists: false } } });
  expect(await refusal(put({ TableName: table, Item, Expected: { a: { Exists: false } } }))).toBe(
    "ConditionalCheckFailedException: The conditional request failed",
  );
  await put({ TableName: table, Item, Expected: { n: { Value: { N: "1.0" } } } });
  await put({
    TableName: table,
    Item,
    Expected: { a: { Exists: false }, n: { ComparisonOperator: "GE", AttributeValueList: [{ N: "01" }] } },
    ConditionalOperator: "OR",
  });
});

test("of sixteen who put the same new item on condition one succeeds", async () => {
  const table = await makeTable(dynamo());
  const puts = Array.from({ length: 16 }, (_, writer) =>
    put({
      TableName: table,
      Item: { a: { S: "x" }, writer: { N: String(writer) } },
      ConditionExpression: "attribute_not_exists(a)",
    }),
  );
  const results = await Promise.allSettled(puts);
  const winners = results.flatMap(({ status }, writer) => (status === "fulfilled" ? [writer] : []));
  expect(winners).toHaveLength(1);
  expect(await dynamo().call(GetItem, { TableName: table, Key: { a: { S: "x" } } })).toMatchObject({
    Item: { writer: { N: String(winners[0]) } },
  });
});

test("the request is checked before the table is looked for", async () => {
  const missing = { TableName: "missing" };
  expect(await refusal(put({ ...missing, Item: { a: { N: "one" } } }))).toBe(
    `${ENVELOPE}The parameter cannot be converted to a numeric value: one`,
  );
  expect(await refusal(put({ ...missing, Item: {}, ExpressionAttributeValues: { ":v": { S: "" } } }))).toBe(
    `${ENVELOPE}ExpressionAttributeValues can only be specified when using expressions`,
  );
  expect(await refusal(put({ ...missing, Item: {}, ConditionExpression: "" }))).toBe(
    `${ENVELOPE}Invalid ConditionExpression: The expression can not be empty;`,
  );
  expect(await refusal(put({ ...missing, Item: {}, Expected: { a: {} } }))).toBe(
    `${ENVELOPE}One or more parameter values were invalid: Value must be provided when Exists is null for Attribute: a`,
  );
  expect(await refusal(put({ ...missing, Item: {}, ReturnValues: "ALL_NEW" }))).toBe(
    `${ENVELOPE}ReturnValues can only be ALL_OLD or NONE`,
  );
  expect(await refusal(put({ ...missing, Item: {} }))).toBe("ResourceNotFoundException: Requested resource not found");
});

test("what is wrong with the name of a value comes before what is wrong with the value", async () => {
  const input = {
    TableName: "missing",
    Item: {},
    ConditionExpression: "a = :b",
    ExpressionAttributeValues: { ":b": { N: "x" }, b: { S: "a" } },
  };
  expect(await refusal(put(input))).toBe(
    `${ENVELOPE}ExpressionAttributeValues contains invalid key: Syntax error; key: "b"`,
  );
});

test("an item must have its table's key", async () => {
  const table = await makeTable(dynamo(), {
    ...rangeKey,
    AttributeDefinitions: [attribute("a"), attribute("b", "B")],
  });
  const refused = (Item: Parameters<typeof PutItem>[0]["Item"]) => refusal(put({ TableName: table, Item }));
  const a = { S: "x" };
  expect(await refused({ b: { B: Buffer.from("x") } })).toBe(`${INVALID}Missing the key a in the item`);
  expect(await refused({ a })).toBe(`${INVALID}Missing the key b in the item`);
  expect(await refused({ a, b: { S: "x" } })).toBe(`${INVALID}Type mismatch for key b expected: B actual: S`);
  expect(await refused({ a: { S: "" }, b: { B: Buffer.from("x") } })).toBe(
    `${NOT_VALID}The AttributeValue for a key attribute cannot contain an empty string value. Key: a`,
  );
  expect(await refused({ a, b: { B: Buffer.alloc(0) } })).toBe(
    `${NOT_VALID}The AttributeValue for a key attribute cannot contain an empty binary value. Key: b`,
  );
  expect(await refused({ a: { S: "é".repeat(1024) + "x" }, b: { B: Buffer.from("x") } })).toBe(
    `${INVALID}Size of hashkey has exceeded the maximum size limit of2048 bytes`,
  );
  expect(await refused({ a, b: { B: Buffer.alloc(1025) } })).toBe(
    `${INVALID}Aggregated size of all range keys has exceeded the size limit of 1024 bytes`,
  );
});

/** Zeros, which keys hold twice, and something behind them. */
const longest = (bytes: number, last: number) => ({ B: Buffer.alloc(bytes).fill(last, bytes - 1) });

test("the longest keys there are tell items apart, in indexes too", async () => {
  const bytesIndex = {
    IndexName: "by-bytes",
    KeySchema: [hash("c"), range("b")],
    Projection: all,
  };
  const table = await makeTable(dynamo(), {
    AttributeDefinitions: [attribute("a", "B"), attribute("b", "B"), attribute("c", "B")],
    KeySchema: [hash("a"), range("b")],
    GlobalSecondaryIndexes: [bytesIndex],
  });
  const keys = [0, 1].flatMap((a) => [0, 1].map((b) => ({ a: longest(2048, a), b: longest(1024, b) })));
  for (const [index, key] of keys.entries()) {
    await put({ TableName: table, Item: { ...key, c: longest(2048, 0), n: { N: String(index) } } });
  }
  const found = await Promise.all(keys.map((Key) => dynamo().call(GetItem, { TableName: table, Key })));
  expect(found.map(({ Item }) => Item?.["n"])).toEqual([{ N: "0" }, { N: "1" }, { N: "2" }, { N: "3" }]);
});

test("what an item has of an index's key must fit the index", async () => {
  const table = await makeTable(dynamo(), indexedTable);
  const key = { a: { S: "x" }, b: { S: "y" } };
  expect(await refusal(put({ TableName: table, Item: { ...key, c: { N: "1" } } }))).toBe(
    `${INVALID}Type mismatch for Index Key c Expected: S Actual: N IndexName: by-c`,
  );
  expect(await refusal(put({ TableName: table, Item: { ...key, e: { S: "" } } }))).toBe(
    `${NOT_VALID}A value specified for a secondary index key is not supported. ` +
      "The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-e, IndexKey: e",
  );
  await put({ TableName: table, Item: key });
});

test("an item has 400 KB at most", async () => {
  const table = await makeTable(dynamo());
  const base = { a: { S: "x" }, b: { S: "" } };
  const padding = MAX_ITEM_BYTES - itemSize(base);
  await put({ TableName: table, Item: { ...base, b: { S: "b".repeat(padding) } } });
  const tooLarge = { ...base, b: { S: "b".repeat(padding + 1) } };
  expect(await refusal(put({ TableName: "missing", Item: tooLarge }))).toBe(
    "ValidationException: Item size has exceeded the maximum allowed size",
  );
});

// As AWS counts: https://github.com/paritysuite/dynamodb-conformance, captured in August 2026.
test("what a put consumes is told in all, and by index what changes there", async () => {
  const table = await makeTable(dynamo(), indexedTable);
  const consumed = async (Item: Parameters<typeof PutItem>[0]["Item"], detail: "INDEXES" | "TOTAL" = "INDEXES") =>
    (await put({ TableName: table, Item, ReturnConsumedCapacity: detail })).ConsumedCapacity;
  const item = { a: { S: "x" }, b: { S: "1" }, c: { S: "c" }, d: { S: "d" }, e: { S: "e" } };
  const tableAlone = { TableName: table, CapacityUnits: 1, Table: { CapacityUnits: 1 } };
  expect(await consumed({ a: { S: "x" }, b: { S: "0" }, other: { S: "o" } })).toEqual(tableAlone);
  expect(await consumed(item)).toEqual({
    TableName: table,
    CapacityUnits: 3,
    Table: { CapacityUnits: 1 },
    GlobalSecondaryIndexes: { "by-c": { CapacityUnits: 1 } },
    LocalSecondaryIndexes: { "by-e": { CapacityUnits: 1 } },
  });
  expect(await consumed(item)).toEqual(tableAlone);
  expect(await consumed({ ...item, other: { S: "x".repeat(2048) } }, "TOTAL")).toEqual({
    TableName: table,
    CapacityUnits: 6,
  });
  // The larger of the old and the new item counts.
  expect(await consumed(item, "TOTAL")).toEqual({ TableName: table, CapacityUnits: 6 });
});

test("the size of an item's collection is told of tables with local indexes alone", async () => {
  const metrics = { ReturnItemCollectionMetrics: "SIZE" as const };
  const indexed = await makeTable(dynamo(), indexedTable);
  const item = { a: { S: "x" }, b: { S: "y" } };
  expect(await put({ TableName: indexed, Item: item, ...metrics })).toEqual({
    ItemCollectionMetrics: { ItemCollectionKey: { a: { S: "x" } }, SizeEstimateRangeGB: [0, 1] },
  });
  const plain = await makeTable(dynamo());
  expect(await put({ TableName: plain, Item: item, ...metrics })).toEqual({});
});

test("a table is known by its ARN as well", async () => {
  const table = await makeTable(dynamo());
  const arn = `arn:aws:dynamodb:us-east-1:111122223333:table/${table}`;
  expect(await put({ TableName: arn, Item: { a: { S: "x" } }, ReturnConsumedCapacity: "TOTAL" })).toEqual({
    ConsumedCapacity: { TableName: arn, CapacityUnits: 1 },
  });
  expect(await dynamo().call(GetItem, { TableName: table, Key: { a: { S: "x" } } })).toEqual({
    Item: { a: { S: "x" } },
  });
});
