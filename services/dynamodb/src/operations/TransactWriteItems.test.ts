import { expect, test } from "vitest";
import { AwsError } from "@skylab/aws";
import type { DynamoOperations } from "../operation.ts";
import { indexedTable, makeTable, rangeKey } from "../testing/make-table.ts";
import { present, streamReader } from "../testing/stream-reader.ts";
import { attribute, hash } from "../testing/table-requests.ts";
import { refusal } from "@skylab/service/testing";
import { ACCOUNT, useDynamo } from "../testing/use-dynamo.ts";
import { GetItem } from "./GetItem.ts";
import { PutItem } from "./PutItem.ts";
import { TransactWriteItems } from "./TransactWriteItems.ts";

const dynamo = useDynamo();
const streams = streamReader(dynamo);

type Input = DynamoOperations["TransactWriteItems"]["input"];
type Action = Input["TransactItems"][number];

const write = (TransactItems: Action[], more: Partial<Input> = {}) =>
  dynamo().call(TransactWriteItems, { TransactItems, ...more });

const itemOf = async (TableName: string, a: string) =>
  (await dynamo().call(GetItem, { TableName, Key: { a: { S: a } } })).Item;

const seed = (TableName: string, a: string, n = "1") =>
  dynamo().call(PutItem, { TableName, Item: { a: { S: a }, n: { N: n } } });

/** `TransactionCanceledException`'s reasons, as its message and its members have them. */
async function reasons(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  if (!(error instanceof AwsError) || error.code !== "TransactionCanceledException") throw new Error(String(error));
  const codes = (error.members["CancellationReasons"] as { Code: string }[]).map(({ Code }) => Code); // as: its reasons.
  expect(error.message).toBe(
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(", ")}]`,
  );
  return error.members["CancellationReasons"];
}

const FAILED = { Code: "ConditionalCheckFailed", Message: "The conditional request failed" };
const NONE = { Code: "None" };
const KEY_MISMATCH = { Code: "ValidationError", Message: "The provided key element does not match the schema" };
const INVALID = "One or more parameter values were invalid: ";
const EMPTY_KEY = "The AttributeValue for a key attribute cannot contain an empty string value.";

const putOf = (TableName: string, a: string, more = {}): Action => ({
  Put: { TableName, Item: { a: { S: a }, n: { N: "0" } }, ...more },
});
const checkOf = (TableName: string, a: string, ConditionExpression = "attribute_exists(a)"): Action => ({
  ConditionCheck: { TableName, Key: { a: { S: a } }, ConditionExpression },
});
const addOf = (TableName: string, a: string, more = {}): Action => ({
  Update: {
    TableName,
    Key: { a: { S: a } },
    UpdateExpression: "ADD n :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
    ...more,
  },
});

test("items of several tables are put, updated, deleted and looked at as one", async () => {
  const [first, second] = [await makeTable(dynamo()), await makeTable(dynamo())];
  for (const a of ["updated", "deleted", "looked-at"]) await seed(second, a);
  const answer = await write([
    putOf(first, "put"),
    addOf(second, "updated"),
    addOf(second, "made"),
    { Delete: { TableName: second, Key: { a: { S: "deleted" } }, ConditionExpression: "attribute_exists(a)" } },
    checkOf(`arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${second}`, "looked-at"),
  ]);
  expect(answer).toEqual({});
  expect(await itemOf(first, "put")).toEqual({ a: { S: "put" }, n: { N: "0" } });
  expect(await itemOf(second, "updated")).toEqual({ a: { S: "updated" }, n: { N: "2" } });
  expect(await itemOf(second, "made")).toEqual({ a: { S: "made" }, n: { N: "1" } });
  expect(await itemOf(second, "deleted")).toBeUndefined();
  expect(await itemOf(second, "looked-at")).toEqual({ a: { S: "looked-at" }, n: { N: "1" } });
});

test("what one action is refused for refuses all, and the reasons stand in the actions' order", async () => {
  const table = await makeTable(dynamo());
  await seed(table, "there", "7");
  const refused = write([
    putOf(table, "new"),
    addOf(table, "there", { ConditionExpression: "n = :one", ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
    checkOf(table, "nowhere"),
    { Update: { TableName: table, Key: { a: { S: "other" } }, UpdateExpression: "SET b = nowhere" } },
  ]);
  expect(await reasons(refused)).toEqual([
    NONE,
    { ...FAILED, Item: { a: { S: "there" }, n: { N: "7" } } },
    FAILED,
    {
      Code: "ValidationError",
      Message: "The provided expression refers to an attribute that does not exist in the item",
    },
  ]);
  expect(await itemOf(table, "new")).toBeUndefined();
  expect(await itemOf(table, "there")).toEqual({ a: { S: "there" }, n: { N: "7" } });
});

test("a key of another type is a reason to cancel, as is one of an index, and a change of the key", async () => {
  const table = await makeTable(dynamo(), indexedTable);
  const key = { a: { S: "a" }, b: { S: "b" } };
  const wrong = { a: { S: "a" }, b: { N: "1" } };
  const refused = write([
    { Put: { TableName: table, Item: wrong } },
    { Put: { TableName: table, Item: { ...key, c: { N: "1" } } } },
    { Delete: { TableName: table, Key: wrong } },
    { ConditionCheck: { TableName: table, Key: { a: { S: "a" } }, ConditionExpression: "attribute_exists(a)" } },
    {
      Update: {
        TableName: table,
        Key: { ...key, b: { S: "other" } },
        UpdateExpression: "SET b = :b",
        ExpressionAttributeValues: { ":b": { S: "c" } },
      },
    },
    {
      ConditionCheck: { TableName: table, Key: { ...key, b: { S: "x" } }, ConditionExpression: "attribute_exists(a)" },
    },
  ]);
  expect(await reasons(refused)).toEqual([
    { Code: "ValidationError", Message: `${INVALID}Type mismatch for key b expected: S actual: N` },
    {
      Code: "ValidationError",
      Message: `${INVALID}Type mismatch for Index Key c Expected: S Actual: N IndexName: by-c`,
    },
    KEY_MISMATCH,
    KEY_MISMATCH,
    { Code: "ValidationError", Message: `${INVALID}Cannot update attribute b. This attribute is part of the key` },
    FAILED,
  ]);
});

test("an empty key is refused at once, of the table and of an index", async () => {
  const table = await makeTable(dynamo(), indexedTable);
  const key = { a: { S: "a" }, b: { S: "b" } };
  const notValid = "ValidationException: One or more parameter values are not valid. ";
  expect(await refusal(write([{ Delete: { TableName: table, Key: { ...key, b: { S: "" } } } }]))).toBe(
    `${notValid}${EMPTY_KEY} Key: b`,
  );
  expect(await refusal(write([{ Put: { TableName: table, Item: { ...key, c: { S: "" } } } }]))).toBe(
    `${notValid}A value specified for a secondary index key is not supported. ${EMPTY_KEY} IndexName: by-c, IndexKey: c`,
  );
  const update = { UpdateExpression: "SET c = :c", ExpressionAttributeValues: { ":c": { S: "" } } };
  expect(await refusal(write([{ Update: { TableName: table, Key: key, ...update } }]))).toBe(
    `${notValid}The update expression attempted to update a secondary index key to a value that is not supported. ${EMPTY_KEY}`,
  );
});

test("two actions on one item are refused, however their table and key are written", async () => {
  const table = await makeTable(dynamo(), { AttributeDefinitions: [attribute("n", "N")], KeySchema: [hash("n")] });
  const arn = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${table}`;
  const twice = write([
    { Put: { TableName: table, Item: { n: { N: "1" } } } },
    { ConditionCheck: { TableName: arn, Key: { n: { N: "1.0" } }, ConditionExpression: "attribute_exists(n)" } },
  ]);
  expect(await refusal(twice)).toBe(
    "ValidationException: Transaction request cannot include multiple operations on one item",
  );
});

test("the first problem of the request itself is told before a table is looked for", async () => {
  const missing = putOf("no-such-table", "a");
  const table = await makeTable(dynamo());
  expect(await refusal(write([missing]))).toBe("ResourceNotFoundException: Requested resource not found");
  expect(await refusal(write([missing, checkOf(table, "a", "attribute_exists(")]))).toBe(
    'ValidationException: Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "("',
  );
  const unused = checkOf(table, "a");
  Object.assign(unused.ConditionCheck ?? {}, { ExpressionAttributeValues: { ":v": { S: "x" } } });
  expect(await refusal(write([missing, putOf(table, "a"), unused]))).toBe(
    "ValidationException: Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}",
  );
  expect(await refusal(write([checkOf(table, "a", "attribute_exists("), addOf("bad!name", "a")]))).toBe(
    "ValidationException: 1 validation error detected: Value 'bad!name' at 'transactItems.2.member.update.tableName' failed " +
      "to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  );
});

test("an action is one of four", async () => {
  const table = await makeTable(dynamo());
  expect(await refusal(write([{}]))).toBe(
    "ValidationException: Invalid Request: TransactWriteRequest should contain Delete or Put or Update request",
  );
  expect(await refusal(write([{ ...putOf(table, "a"), ...checkOf(table, "a") }]))).toBe(
    "ValidationException: TransactItems can only contain one of Check, Put, Update or Delete",
  );
});

test("values are checked in AWS's older words", async () => {
  const table = await makeTable(dynamo());
  expect(await refusal(write([putOf(table, "a", { Item: { a: { S: "a" }, n: { N: "" } } })]))).toBe(
    "ValidationException: The parameter cannot be converted to a numeric value",
  );
  const wrong = { ExpressionAttributeValues: { ":one": { NS: ["2", "1", "2"] } } };
  expect(await refusal(write([addOf(table, "a", wrong)]))).toBe(
    "ValidationException: ExpressionAttributeValues contains invalid value: Input collection contains duplicates for key :one",
  );
});

test("a put that is too large is refused at once, an update that makes an item too large cancels", async () => {
  const table = await makeTable(dynamo());
  const large = { S: "x".repeat(409_600) };
  expect(await refusal(write([putOf(table, "a", { Item: { a: { S: "a" }, large } })]))).toBe(
    "ValidationException: Item size has exceeded the maximum allowed size",
  );
  const grow = { UpdateExpression: "SET padding = :l", ExpressionAttributeValues: { ":l": large } };
  expect(await reasons(write([addOf(table, "a", grow)]))).toEqual([
    { Code: "ValidationError", Message: "Item size to update has exceeded the maximum allowed size" },
  ]);
});

test("a transaction holds up to 4 MB", async () => {
  const table = await makeTable(dynamo());
  const puts = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      putOf(table, `${index}`, { Item: { a: { S: `${index}` }, text: { S: "x".repeat(350_000) } } }),
    );
  expect(await refusal(write(puts(12)))).toMatch(/^ValidationException: /);
  expect(await itemOf(table, "0")).toBeUndefined();
  expect(await write(puts(11))).toEqual({});
});

test("a request of the same token takes effect once in ten minutes, also where it would be refused now", async () => {
  const table = await makeTable(dynamo());
  const request = [addOf(table, "counter"), putOf(table, "once", { ConditionExpression: "attribute_not_exists(a)" })];
  const ClientRequestToken = "token-once";
  await write(request, { ClientRequestToken });
  await write(request, { ClientRequestToken });
  expect(await itemOf(table, "counter")).toMatchObject({ n: { N: "1" } });
  dynamo().clock.advance(10 * 60 * 1000);
  expect(await reasons(write(request, { ClientRequestToken }))).toEqual([NONE, FAILED]);
});

test("requests of one token at the same time take effect once", async () => {
  const table = await makeTable(dynamo());
  const ClientRequestToken = "token-race";
  await Promise.all(Array.from({ length: 16 }, () => write([addOf(table, "counter")], { ClientRequestToken })));
  expect(await itemOf(table, "counter")).toMatchObject({ n: { N: "1" } });
});

test("a refused request does not use its token up", async () => {
  const table = await makeTable(dynamo());
  const request = [checkOf(table, "awaited"), addOf(table, "counter")];
  const ClientRequestToken = "token-refused";
  expect(await reasons(write(request, { ClientRequestToken }))).toEqual([FAILED, NONE]);
  await seed(table, "awaited");
  await write(request, { ClientRequestToken });
  expect(await itemOf(table, "counter")).toMatchObject({ n: { N: "1" } });
});

test("another request of the same token is refused; the order of its members makes no other of it", async () => {
  const table = await makeTable(dynamo());
  const ClientRequestToken = "token-other";
  const put = (Item: Record<string, { S: string }>) =>
    write([{ Put: { TableName: table, Item } }], { ClientRequestToken });
  await put({ a: { S: "a" }, b: { S: "b" } });
  expect(await put({ b: { S: "b" }, a: { S: "a" } })).toEqual({});
  expect(await refusal(put({ a: { S: "a" }, b: { S: "c" } }))).toMatch(/^IdempotentParameterMismatchException: /);
});

test("each action costs twice, a check as much as a write, and a repeated request is a read", async () => {
  const [first, second] = [await makeTable(dynamo()), await makeTable(dynamo(), indexedTable)];
  await seed(first, "there");
  const item = { a: { S: "a" }, b: { S: "b" }, c: { S: "c" }, text: { S: "x".repeat(1500) } };
  const request = [putOf(first, "a"), checkOf(first, "there"), { Put: { TableName: second, Item: item } }];
  const asking = { ClientRequestToken: "token-cost", ReturnConsumedCapacity: "INDEXES" } as const;
  expect(await write(request, asking)).toEqual({
    ConsumedCapacity: [
      {
        TableName: first,
        CapacityUnits: 4,
        WriteCapacityUnits: 4,
        Table: { CapacityUnits: 4, WriteCapacityUnits: 4 },
      },
      {
        TableName: second,
        CapacityUnits: 6,
        WriteCapacityUnits: 6,
        Table: { CapacityUnits: 4, WriteCapacityUnits: 4 },
        GlobalSecondaryIndexes: { "by-c": { CapacityUnits: 2, WriteCapacityUnits: 2 } },
      },
    ],
  });
  expect(await write(request, { ...asking, ReturnConsumedCapacity: "TOTAL" })).toEqual({
    ConsumedCapacity: [
      { TableName: first, CapacityUnits: 4, ReadCapacityUnits: 4 },
      { TableName: second, CapacityUnits: 2, ReadCapacityUnits: 2 },
    ],
  });
});

test("the metrics of item collections are told by table", async () => {
  const [plain, indexed] = [await makeTable(dynamo(), rangeKey), await makeTable(dynamo(), indexedTable)];
  const Item = { a: { S: "a" }, b: { S: "b" } };
  const answer = await write([{ Put: { TableName: plain, Item } }, { Put: { TableName: indexed, Item } }], {
    ReturnItemCollectionMetrics: "SIZE",
  });
  expect(answer.ItemCollectionMetrics).toEqual({
    [indexed]: [{ ItemCollectionKey: { a: { S: "a" } }, SizeEstimateRangeGB: [0, 1] }],
  });
});

/** What a table's stream tells: of each change its kind, and the number that came of it. */
const numbersIn = async (table: string) =>
  (await streams.all(await streams.arnOf(table))).map(({ eventName, dynamodb }) => [
    eventName,
    present(dynamodb).NewImage?.["n"],
  ]);

test("what a transaction changed stands in the tables' streams, and what it left as it was does not", async () => {
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" as const };
  const [first, second] = [
    await makeTable(dynamo(), { StreamSpecification }),
    await makeTable(dynamo(), { StreamSpecification }),
  ];
  await write([putOf(first, "a"), putOf(second, "b")]);
  await write([addOf(first, "a"), checkOf(second, "b")]);
  await reasons(write([addOf(first, "a"), checkOf(second, "nowhere")]));
  expect(await numbersIn(first)).toEqual([
    ["INSERT", { N: "0" }],
    ["MODIFY", { N: "1" }],
  ]);
  expect(await numbersIn(second)).toEqual([["INSERT", { N: "0" }]]);
});
