import {
  IdempotentParameterMismatchException,
  TransactGetItemsCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from "@aws-sdk/client-dynamodb";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

const MINUTE_MS = 60_000;

const transact = (TransactItems: TransactWriteItem[], more: Partial<TransactWriteItemsCommandInput> = {}) =>
  dynamo.client().send(new TransactWriteItemsCommand({ TransactItems, ...more }));
const put = (TableName: string, id: string, balance = 0): TransactWriteItem => ({
  Put: { TableName, Item: { id: { S: id }, balance: { N: String(balance) } } },
});
const add = (TableName: string, id: string, amount: number): TransactWriteItem => ({
  Update: {
    TableName,
    Key: { id: { S: id } },
    UpdateExpression: "ADD balance :amount",
    ConditionExpression: "balance >= :least",
    ExpressionAttributeValues: { ":amount": { N: String(amount) }, ":least": { N: String(Math.max(0, -amount)) } },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});
const balance = async (TableName: string, id: string): Promise<unknown> =>
  (await dynamo.documents().send(new GetCommand({ TableName, Key: { id }, ConsistentRead: true }))).Item?.["balance"];

describe("a transaction", () => {
  it("writes to several tables all or nothing", async () => {
    const [accounts, log] = [await dynamo.createTable(), await dynamo.createTable()];
    await transact([put(accounts, "ada", 100), put(accounts, "bob")]);
    const transfer = (amount: number, entry: string): TransactWriteItem[] => [
      add(accounts, "ada", -amount),
      add(accounts, "bob", amount),
      { ...put(log, entry) },
    ];
    await transact(transfer(60, "first"));
    expect([await balance(accounts, "ada"), await balance(accounts, "bob"), await balance(log, "first")]).toEqual([
      40, 60, 0,
    ]);
    const second = transact(transfer(60, "second"));
    await expect(second).rejects.toThrow(TransactionCanceledException);
    await expect(second).rejects.toMatchObject({
      message:
        "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None, None]",
      CancellationReasons: [
        {
          Code: "ConditionalCheckFailed",
          Message: "The conditional request failed",
          Item: { id: { S: "ada" }, balance: { N: "40" } },
        },
        { Code: "None" },
        { Code: "None" },
      ],
    });
    expect([await balance(accounts, "bob"), await balance(log, "second")]).toEqual([60, undefined]);
  });

  it("checks items that it does not write", async () => {
    const TableName = await dynamo.createTable();
    const check = (id: string): TransactWriteItem => ({
      ConditionCheck: { TableName, Key: { id: { S: id } }, ConditionExpression: "attribute_exists(id)" },
    });
    expect(await refusal(transact([check("a"), put(TableName, "b")]))).toContain("[ConditionalCheckFailed, None]");
    await transact([put(TableName, "a")]);
    await transact([check("a"), put(TableName, "b"), { Delete: { TableName, Key: { id: { S: "c" } } } }]);
    expect(await balance(TableName, "b")).toBe(0);
  });

  it("with a token is done once within ten minutes", async () => {
    const TableName = await dynamo.createTable();
    await transact([put(TableName, "a")]);
    const ClientRequestToken = randomUUID();
    await transact([add(TableName, "a", 1)], { ClientRequestToken });
    await transact([add(TableName, "a", 1)], { ClientRequestToken });
    expect(await balance(TableName, "a")).toBe(1);
    await expect(transact([add(TableName, "a", 2)], { ClientRequestToken })).rejects.toThrow(
      IdempotentParameterMismatchException,
    );
    await dynamo.skylab().clock.advance(11 * MINUTE_MS);
    await transact([add(TableName, "a", 2)], { ClientRequestToken });
    expect(await balance(TableName, "a")).toBe(3);
  });

  it("reads items of one moment while others transfer", async () => {
    const TableName = await dynamo.createTable();
    await transact([put(TableName, "ada", 50), put(TableName, "bob", 50)]);
    const transfers = Array.from({ length: 20 }, (_, index) => {
      const amount = (index % 2 === 0 ? 1 : -1) * 7;
      return transact([add(TableName, "ada", amount), add(TableName, "bob", -amount)]).catch((error: unknown) => error);
    });
    const read = new TransactGetItemsCommand({
      TransactItems: ["ada", "bob"].map((id) => ({ Get: { TableName, Key: { id: { S: id } } } })),
    });
    const sums: number[] = [];
    for (let time = 0; time < 20; time += 1) {
      const { Responses = [] } = await dynamo.client().send(read);
      sums.push(Responses.reduce((sum, { Item }) => sum + Number(Item?.["balance"]?.N), 0));
    }
    await Promise.all(transfers);
    expect(new Set(sums)).toEqual(new Set([100]));
  });

  it("is refused in AWS's words", async () => {
    const TableName = await dynamo.createTable();
    expect(await refusal(transact([put(TableName, "a"), put(TableName, "a")]))).toBe(
      "400 ValidationException: Transaction request cannot include multiple operations on one item",
    );
    expect(await refusal(transact([put("missing", "a")]))).toBe(
      "400 ResourceNotFoundException: Requested resource not found",
    );
    const many = Array.from({ length: 101 }, (_, index) => put(TableName, `item ${index}`));
    expect(await refusal(transact(many))).toContain("Member must have length less than or equal to 100");
  });
});
