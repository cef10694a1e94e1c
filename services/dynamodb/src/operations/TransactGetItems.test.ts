import { AwsError } from "@skylab/aws";
import { expect, test } from "vitest";
import type { DynamoOperations } from "../operation.ts";
import { makeTable } from "../testing/make-table.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { PutItem } from "./PutItem.ts";
import { TransactGetItems } from "./TransactGetItems.ts";

const dynamo = useDynamo();

type Input = DynamoOperations["TransactGetItems"]["input"];
type Get = Input["TransactItems"][number]["Get"];

const get = (gets: Get[], more: Partial<Input> = {}) =>
  dynamo().call(TransactGetItems, { TransactItems: gets.map((one) => ({ Get: one })), ...more });

const getOf = (TableName: string, a: string, more: Partial<Get> = {}): Get => ({
  TableName,
  Key: { a: { S: a } },
  ...more,
});

test("items of several tables are answered in the order in which they were asked for, missing ones empty", async () => {
  const [first, second] = [await makeTable(dynamo()), await makeTable(dynamo())];
  await dynamo().call(PutItem, {
    TableName: first,
    Item: { a: { S: "x" }, b: { S: "one" }, c: { S: "not asked for" } },
  });
  await dynamo().call(PutItem, { TableName: second, Item: { a: { S: "x" }, b: { S: "two" } } });
  const answer = await get([
    getOf(second, "x"),
    getOf(second, "nowhere"),
    getOf(first, "x", { ProjectionExpression: "#b", ExpressionAttributeNames: { "#b": "b" } }),
  ]);
  expect(answer).toEqual({
    Responses: [{ Item: { a: { S: "x" }, b: { S: "two" } } }, {}, { Item: { b: { S: "one" } } }],
  });
});

test("each item costs twice what a consistent read does, a missing one too", async () => {
  const table = await makeTable(dynamo());
  await dynamo().call(PutItem, { TableName: table, Item: { a: { S: "x" }, text: { S: "x".repeat(5000) } } });
  const { ConsumedCapacity } = await get([getOf(table, "x"), getOf(table, "y")], { ReturnConsumedCapacity: "INDEXES" });
  expect(ConsumedCapacity).toEqual([
    { TableName: table, CapacityUnits: 6, ReadCapacityUnits: 6, Table: { CapacityUnits: 6, ReadCapacityUnits: 6 } },
  ]);
});

test("what is wrong with a read is told in AWS's words", async () => {
  const table = await makeTable(dynamo());
  expect(await refusal(get([getOf(table, "x"), getOf(table, "x")]))).toBe(
    "ValidationException: Transaction request cannot include multiple operations on one item",
  );
  expect(await refusal(get([getOf("no-such-table", "x")]))).toBe(
    "ResourceNotFoundException: Requested resource not found",
  );
  expect(await refusal(get([getOf("no-such-table", "x"), getOf(table, "x", { ProjectionExpression: "!!!" })]))).toBe(
    'ValidationException: Invalid ProjectionExpression: Syntax error; token: "!", near: "!!"',
  );
  const canceled: unknown = await get([getOf(table, "x"), { TableName: table, Key: {} }]).catch((error) => error);
  expect(canceled).toBeInstanceOf(AwsError);
  expect(canceled).toMatchObject({
    code: "TransactionCanceledException",
    message: "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]",
    members: {
      CancellationReasons: [
        { Code: "None" },
        { Code: "ValidationError", Message: "The provided key element does not match the schema" },
      ],
    },
  });
});
