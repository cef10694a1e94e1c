import { expect, test } from "vitest";
import { itemSize, MAX_ITEM_BYTES } from "../domain/item/item-size.ts";
import { indexedTable, makeTable, rangeKey } from "../testing/make-table.ts";
import { attribute, hash } from "../testing/table-requests.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { GetItem } from "./GetItem.ts";
import { PutItem } from "./PutItem.ts";
import { UpdateItem } from "./UpdateItem.ts";

const dynamo = useDynamo();

type UpdateItemInput = Parameters<typeof UpdateItem>[0];

type Value = NonNullable<UpdateItemInput["ExpressionAttributeValues"]>[string];

const update = (input: UpdateItemInput) => dynamo().call(UpdateItem, input);

const Key = { a: { S: "x" } };
const ENVELOPE = "ValidationException: 1 validation error detected: ";
const INVALID = "ValidationException: One or more parameter values were invalid: ";

test("an update makes an item that is not there, even one that says nothing", async () => {
  const table = await makeTable(dynamo());
  expect(await update({ TableName: table, Key })).toEqual({});
  expect(await dynamo().call(GetItem, { TableName: table, Key })).toEqual({ Item: Key });
  const other = { a: { S: "other" } };
  await update({
    TableName: table,
    Key: other,
    UpdateExpression: "SET b = :b ADD n :n",
    ExpressionAttributeValues: { ":b": { S: "b" }, ":n": { N: "01" } },
  });
  expect(await dynamo().call(GetItem, { TableName: table, Key: other })).toEqual({
    Item: { ...other, b: { S: "b" }, n: { N: "1" } },
  });
});

test("the answer tells all or what was updated, of the item before or after", async () => {
  const table = await makeTable(dynamo());
  const before = { ...Key, n: { N: "1" }, m: { M: { p: { S: "p" }, q: { S: "q" } } } };
  const after = { ...Key, n: { N: "2" }, m: { M: { p: { S: "new" }, q: { S: "q" } } } };
  const answered = async (ReturnValues: NonNullable<UpdateItemInput["ReturnValues"]>) => {
    await dynamo().call(PutItem, { TableName: table, Item: before });
    const { Attributes } = await update({
      TableName: table,
      Key,
      UpdateExpression: "SET n = n + :one, m.p = :p",
      ExpressionAttributeValues: { ":one": { N: "1" }, ":p": { S: "new" } },
      ReturnValues,
    });
    return Attributes;
  };
  expect(await answered("NONE")).toBeUndefined();
  expect(await answered("ALL_OLD")).toEqual(before);
  expect(await answered("ALL_NEW")).toEqual(after);
  expect(await answered("UPDATED_OLD")).toEqual({ n: { N: "1" }, m: { M: { p: { S: "p" } } } });
  expect(await answered("UPDATED_NEW")).toEqual({ n: { N: "2" }, m: { M: { p: { S: "new" } } } });
});

test("of an item that was not there, or an attribute that is gone, nothing is told", async () => {
  const table = await makeTable(dynamo());
  const set = { UpdateExpression: "SET b = :b", ExpressionAttributeValues: { ":b": { S: "b" } } };
  expect(await update({ TableName: table, Key, ...set, ReturnValues: "ALL_OLD" })).toEqual({});
  expect(await update({ TableName: table, Key, UpdateExpression: "REMOVE b", ReturnValues: "UPDATED_NEW" })).toEqual(
    {},
  );
});

test("thirty-two counters on one item miss no one", async () => {
  const table = await makeTable(dynamo());
  const counted = await Promise.all(
    Array.from({ length: 32 }, () =>
      update({
        TableName: table,
        Key,
        UpdateExpression: "ADD n :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
        ReturnValues: "UPDATED_NEW",
      }),
    ),
  );
  const told = counted.map(({ Attributes }) => Number(Attributes?.["n"]?.N)).toSorted((a, b) => a - b);
  expect(told).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
  expect(await dynamo().call(GetItem, { TableName: table, Key })).toEqual({ Item: { ...Key, n: { N: "32" } } });
});

test("an update on condition happens once for each version that it expects", async () => {
  const table = await makeTable(dynamo());
  await dynamo().call(PutItem, { TableName: table, Item: { ...Key, version: { N: "0" } } });
  const writers = Array.from({ length: 8 }, () =>
    update({
      TableName: table,
      Key,
      UpdateExpression: "SET version = :next",
      ConditionExpression: "version = :known",
      ExpressionAttributeValues: { ":known": { N: "0" }, ":next": { N: "1" } },
    }),
  );
  const results = await Promise.allSettled(writers);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("puts and updates of one item at the same time leave one of their outcomes", async () => {
  const table = await makeTable(dynamo());
  const put = (n: number) => dynamo().call(PutItem, { TableName: table, Item: { ...Key, n: { N: String(n) } } });
  const add = () =>
    update({
      TableName: table,
      Key,
      UpdateExpression: "ADD n :one",
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "UPDATED_NEW",
    });
  await put(0);
  const told = await Promise.all([add(), put(100), add(), add(), put(200), add()]);
  const { Item } = await dynamo().call(GetItem, { TableName: table, Key });
  const outcomes = [
    100,
    200,
    ...told.map((answer) => Number(("Attributes" in answer && answer.Attributes?.["n"]?.N) || 0)),
  ];
  expect(outcomes).toContain(Number(Item?.["n"]?.N));
});

test("the older form updates too, on its older kind of condition", async () => {
  const table = await makeTable(dynamo());
  await update({
    TableName: table,
    Key,
    AttributeUpdates: {
      s: { Value: { SS: ["b", "a"] } },
      n: { Action: "ADD", Value: { N: "5" } },
      gone: { Action: "DELETE" },
    },
  });
  expect(
    await update({
      TableName: table,
      Key,
      AttributeUpdates: { s: { Action: "DELETE", Value: { SS: ["a"] } }, n: { Action: "ADD", Value: { N: "-2" } } },
      Expected: { n: { Value: { N: "5.0" } } },
      ReturnValues: "ALL_NEW",
    }),
  ).toEqual({ Attributes: { ...Key, s: { SS: ["b"] }, n: { N: "3" } } });
  expect(await refusal(update({ TableName: table, Key, AttributeUpdates: { n: {} } }))).toBe(
    `${ENVELOPE}One or more parameter values were invalid: ` +
      "Only DELETE action is allowed when no attribute value is specified",
  );
});

test("the request is checked before the table is looked for", async () => {
  const missing = { TableName: "missing", Key: {} };
  expect(await refusal(update({ ...missing, UpdateExpression: "SET a = :v" }))).toBe(
    `${ENVELOPE}Invalid UpdateExpression: ` +
      "An expression attribute value used in expression is not defined; attribute value: :v",
  );
  expect(await refusal(update({ ...missing, UpdateExpression: "REMOVE a", AttributeUpdates: {} }))).toBe(
    `${ENVELOPE}Can not use both expression and non-expression parameters in the same request: ` +
      "Non-expression parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}",
  );
  expect(await refusal(update(missing))).toBe("ResourceNotFoundException: Requested resource not found");
});

const partOfKey = (name: string) => `${INVALID}Cannot update attribute ${name}. This attribute is part of the key`;

test("the attributes of the key stay as they are", async () => {
  const table = await makeTable(dynamo(), rangeKey);
  const input = { TableName: table, Key: { ...Key, b: { S: "y" } } };
  const values = { ExpressionAttributeValues: { ":n": { N: "1" } } };
  expect(await refusal(update({ ...input, ...values, UpdateExpression: "ADD d :n, b.c :n" }))).toBe(partOfKey("b"));
  expect(await refusal(update({ ...input, UpdateExpression: "SET a = a.b + a[1]" }))).toBe(partOfKey("a"));
  expect(await refusal(update({ ...input, AttributeUpdates: { a: { Value: { S: "z" } } } }))).toBe(partOfKey("a"));
  expect(await refusal(update({ ...input, Key }))).toBe(
    "ValidationException: The provided key element does not match the schema",
  );
});

test("an index's key takes values of its own type alone", async () => {
  const table = await makeTable(dynamo(), indexedTable);
  const input = { TableName: table, Key: { ...Key, b: { S: "y" } } };
  await update({ ...input, UpdateExpression: "SET n = :n", ExpressionAttributeValues: { ":n": { N: "1" } } });
  const refused = (UpdateExpression: string, value?: { S: string } | { N: string }) =>
    refusal(update({ ...input, UpdateExpression, ...(value && { ExpressionAttributeValues: { ":v": value } }) }));
  expect(await refused("ADD c :v", { N: "1" })).toBe(
    `${INVALID}Type mismatch for Index Key c Expected: S Actual: N IndexName: by-c`,
  );
  expect(await refused("SET c = n")).toBe(
    "ValidationException: The update expression attempted to update the secondary index key to unsupported type",
  );
  expect(await refused("SET c = :v", { S: "" })).toBe(
    "ValidationException: One or more parameter values are not valid. " +
      "The update expression attempted to update a secondary index key to a value that is not supported. " +
      "The AttributeValue for a key attribute cannot contain an empty string value.",
  );
  expect(await refused("SET c[1] = :v", { S: "z" })).toBe(
    "ValidationException: Key attributes must be scalars; " +
      "list random access '[]' and map lookup '.' are not allowed: IndexKey: c",
  );
  expect(await refused("SET e = :v", { S: "z".repeat(1025) })).toBe(
    `${INVALID}Aggregated size of all range keys has exceeded the size limit of 1024 bytes`,
  );
});

test("an update makes no item of more than 400 KB, and none too deep", async () => {
  const table = await makeTable(dynamo());
  const padding = MAX_ITEM_BYTES - itemSize({ ...Key, b: { S: "" } });
  const set = (b: string) =>
    update({
      TableName: table,
      Key,
      UpdateExpression: "SET b = :b",
      ExpressionAttributeValues: { ":b": { S: b } },
    });
  await set("b".repeat(padding - 30));
  expect(await refusal(set("b".repeat(padding + 1)))).toBe(
    "ValidationException: Item size to update has exceeded the maximum allowed size",
  );
  const deep = (levels: number): Value => (levels === 1 ? { S: "leaf" } : { M: { n: deep(levels - 1) } });
  const input = { TableName: table, Key: { a: { S: "deep" } } };
  await update({ ...input, UpdateExpression: "SET d = :d", ExpressionAttributeValues: { ":d": { M: {} } } });
  const inside = { ...input, UpdateExpression: "SET d.e = :d" };
  await update({ ...inside, ExpressionAttributeValues: { ":d": deep(31) } });
  expect(await refusal(update({ ...inside, ExpressionAttributeValues: { ":d": deep(32) } }))).toMatch(
    /^ValidationException: Nesting Levels have exceeded supported limits/,
  );
});

// As AWS counts: https://github.com/paritysuite/dynamodb-conformance, captured in August 2026.
test.each([
  ["SET b = :pad", 22],
  ["SET b = :pad, c = :c", 41],
  ["SET b = :pad REMOVE r", 24],
  ["SET l[0] = :pad", 23],
])("%s counts %i bytes beside what it assigns, but no key", async (UpdateExpression, cost) => {
  const table = await makeTable(dynamo());
  await dynamo().call(PutItem, { TableName: table, Item: { ...Key, r: { S: "r" }, l: { L: [{ S: "" }] } } });
  const assigned = {
    ...(UpdateExpression.includes("b =") && { b: { S: "" } }),
    ...(UpdateExpression.includes("c =") && { c: { S: "c" } }),
    ...(UpdateExpression.includes("l[0]") && { l: { L: [{ S: "" }] } }),
  };
  const room = MAX_ITEM_BYTES - itemSize(assigned) - cost;
  const set = (length: number) =>
    update({
      TableName: table,
      Key,
      UpdateExpression,
      ExpressionAttributeValues: {
        ":pad": { S: "p".repeat(length) },
        ...(UpdateExpression.includes(":c") && { ":c": { S: "c" } }),
      },
    });
  expect(await refusal(set(room + 1))).toBe(
    "ValidationException: Item size to update has exceeded the maximum allowed size",
  );
  await set(room);
});

// As AWS counts: https://github.com/paritysuite/dynamodb-conformance, captured in August 2026.
test.each<[string, { readonly total: number; readonly global?: number; readonly local: number }]>([
  ["SET unseen = :v", { total: 2, local: 1 }],
  ["SET d = :v", { total: 3, global: 1, local: 1 }],
  ["SET c = :v", { total: 4, global: 2, local: 1 }],
  ["REMOVE c", { total: 3, global: 1, local: 1 }],
  ["SET e = :v", { total: 3, local: 2 }],
])("%s consumes what it changes in the indexes", async (UpdateExpression, { total, global, local }) => {
  const table = await makeTable(dynamo(), indexedTable);
  const key = { ...Key, b: { S: "y" } };
  const Item = { ...key, c: { S: "c" }, d: { S: "d" }, e: { S: "e" }, unseen: { S: "u" } };
  await dynamo().call(PutItem, { TableName: table, Item });
  const values = UpdateExpression.includes(":v") && { ExpressionAttributeValues: { ":v": { S: "new" } } };
  const input = { TableName: table, Key: key, UpdateExpression, ...values };
  expect(await update({ ...input, ReturnConsumedCapacity: "INDEXES" })).toEqual({
    ConsumedCapacity: {
      TableName: table,
      CapacityUnits: total,
      Table: { CapacityUnits: 1 },
      ...(global && { GlobalSecondaryIndexes: { "by-c": { CapacityUnits: global } } }),
      LocalSecondaryIndexes: { "by-e": { CapacityUnits: local } },
    },
  });
});

test("an attribute that is named as what JavaScript's objects inherit is one like any other", async () => {
  const table = await makeTable(dynamo(), {
    AttributeDefinitions: [attribute("a"), attribute("constructor")],
    GlobalSecondaryIndexes: [
      { IndexName: "by-constructor", KeySchema: [hash("constructor")], Projection: { ProjectionType: "KEYS_ONLY" } },
    ],
  });
  const remove = { constructor: { Action: "DELETE" as const } };
  expect(await update({ TableName: table, Key, AttributeUpdates: { ...remove, b: { Value: { S: "b" } } } })).toEqual(
    {},
  );
  expect((await dynamo().call(GetItem, { TableName: table, Key })).Item).toEqual({ ...Key, b: { S: "b" } });
});
