import { expect, test } from "vitest";
import { indexedTable, makeTable, rangeKey } from "../testing/make-table.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { GetItem } from "./GetItem.ts";
import { PutItem } from "./PutItem.ts";

const dynamo = useDynamo();

const get = (input: Parameters<typeof GetItem>[0]) => dynamo().call(GetItem, input);

test("there is nothing in the answer for a key that no item has", async () => {
  const table = await makeTable(dynamo());
  expect(await get({ TableName: table, Key: { a: { S: "nobody" } } })).toEqual({});
});

test("items whose keys begin alike are told apart", async () => {
  const table = await makeTable(dynamo(), rangeKey);
  const keys = [
    { a: { S: "x" }, b: { S: "y" } },
    { a: { S: "xy" }, b: { S: "z" } },
    { a: { S: "x" }, b: { S: "yz" } },
  ];
  for (const [index, key] of keys.entries()) {
    await dynamo().call(PutItem, { TableName: table, Item: { ...key, n: { N: String(index) } } });
  }
  const found = await Promise.all(keys.map((Key) => get({ TableName: table, Key })));
  expect(found.map(({ Item }) => Item?.["n"])).toEqual([{ N: "0" }, { N: "1" }, { N: "2" }]);
});

test("a projection answers the parts that it names, and an empty item where there are none", async () => {
  const table = await makeTable(dynamo());
  const Key = { a: { S: "x" } };
  const Item = { ...Key, m: { M: { p: { S: "p" }, q: { S: "q" } } }, l: { L: [{ N: "0" }, { N: "1" }] } };
  await dynamo().call(PutItem, { TableName: table, Item });
  expect(
    await get({
      TableName: table,
      Key,
      ProjectionExpression: "#m.p, l[1]",
      ExpressionAttributeNames: { "#m": "m" },
    }),
  ).toEqual({ Item: { m: { M: { p: { S: "p" } } }, l: { L: [{ N: "1" }] } } });
  expect(await get({ TableName: table, Key, AttributesToGet: ["a", "lacking"] })).toEqual({ Item: Key });
  expect(await get({ TableName: table, Key, ProjectionExpression: "lacking" })).toEqual({ Item: {} });
});

test("a consistent read consumes twice as much, and each four kilobytes a unit", async () => {
  const table = await makeTable(dynamo());
  const Key = { a: { S: "x" } };
  const consumed = async (ConsistentRead: boolean, detail: "TOTAL" | "INDEXES" = "TOTAL") =>
    (await get({ TableName: table, Key, ConsistentRead, ReturnConsumedCapacity: detail })).ConsumedCapacity;
  expect(await consumed(false)).toEqual({ TableName: table, CapacityUnits: 0.5 });
  expect(await consumed(true, "INDEXES")).toEqual({ TableName: table, CapacityUnits: 1, Table: { CapacityUnits: 1 } });
  await dynamo().call(PutItem, { TableName: table, Item: { ...Key, b: { S: "b".repeat(4094) } } });
  expect(await consumed(false)).toEqual({ TableName: table, CapacityUnits: 1 });
  expect(await consumed(true)).toEqual({ TableName: table, CapacityUnits: 2 });
});

test("the request is checked before the table is looked for, and the key behind it", async () => {
  const missing = { TableName: "missing" };
  expect(await refusal(get({ ...missing, Key: { a: { NS: ["1", "1"] } }, AttributesToGet: ["a", "a"] }))).toBe(
    "ValidationException: One or more parameter values were invalid: Input collection contains duplicates.",
  );
  expect(await refusal(get({ ...missing, Key: {}, AttributesToGet: ["a", "a"] }))).toBe(
    "ValidationException: One or more parameter values were invalid: Duplicate value in attribute name: a",
  );
  expect(await refusal(get({ ...missing, Key: {}, ExpressionAttributeNames: { "#a": "a" } }))).toBe(
    "ValidationException: ExpressionAttributeNames can only be specified when using expressions",
  );
  expect(
    await refusal(
      get({
        ...missing,
        Key: {},
        ProjectionExpression: "a",
        ExpressionAttributeNames: { "#a": "a", "#b": "b" },
      }),
    ),
  ).toBe("ValidationException: Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}");
  expect(await refusal(get({ ...missing, Key: {} }))).toBe("ResourceNotFoundException: Requested resource not found");
});

test.each([
  {},
  { b: { S: "x" } },
  { a: { S: "x" } },
  { a: { S: "x" }, b: { N: "1" } },
  { a: { S: "x" }, b: { S: "y" }, c: { S: "z" } },
])("a key must be exactly the table's, not %j", async (Key) => {
  const table = await makeTable(dynamo(), rangeKey);
  expect(await refusal(get({ TableName: table, Key }))).toBe(
    "ValidationException: The provided key element does not match the schema",
  );
});

test("a key is neither empty nor too long", async () => {
  const table = await makeTable(dynamo());
  expect(await refusal(get({ TableName: table, Key: { a: { S: "" } } }))).toBe(
    "ValidationException: One or more parameter values are not valid. " +
      "The AttributeValue for a key attribute cannot contain an empty string value. Key: a",
  );
  expect(await refusal(get({ TableName: table, Key: { a: { S: "x".repeat(2049) } } }))).toBe(
    "ValidationException: One or more parameter values were invalid: " +
      "Size of hashkey has exceeded the maximum size limit of2048 bytes",
  );
});

test("a projection may not look into the attributes of keys", async () => {
  const table = await makeTable(dynamo(), indexedTable);
  const Key = { a: { S: "x" }, b: { S: "y" } };
  const rule = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed";
  expect(await refusal(get({ TableName: table, Key, ProjectionExpression: "a.x" }))).toBe(
    `ValidationException: ${rule}: Key: a`,
  );
  expect(await refusal(get({ TableName: table, Key, ProjectionExpression: "c[0]" }))).toBe(
    `ValidationException: ${rule}: IndexKey: c`,
  );
});
