import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, test } from "vitest";
import { createTable } from "./dynamodb.ts";
import { isLost, useKilledSkylab } from "./killed-skylab.ts";
import { isLinearizable } from "./linearizable.ts";
import { type RegisterHistory, type RegisterOperation, registerStep } from "./register.ts";

const skylab = useKilledSkylab();

const KEYS = ["a", "b", "c", "d"];
const LOAD = { clients: 16, turns: 1200, kills: 2 };

const histories = new Map<string, RegisterHistory>(KEYS.map((key) => [key, []]));
let TableName: string;

const keyOf = (id: string) => ({ id: { S: id } });
const numberOf = (item: Record<string, { N?: string | undefined }> | undefined): number => Number(item?.["n"]?.N ?? 0);
const add = (value: number) => ({
  UpdateExpression: "ADD n :value",
  ExpressionAttributeValues: { ":value": { N: `${value}` } },
});

/** Does something to registers, and records it of each; what was lost may have happened until the process was gone. */
async function record(
  keys: readonly string[],
  attempted: RegisterOperation | undefined,
  send: () => Promise<RegisterOperation>,
): Promise<void> {
  const begun = performance.now();
  const keep = (recorded: RegisterHistory[number]): void => {
    for (const key of keys) histories.get(key)?.push(recorded);
  };
  try {
    const operation = await send();
    keep({ operation, begun, ended: performance.now() });
  } catch (error) {
    if (isLost(error) && attempted !== undefined) {
      keep({ operation: attempted, begun, ended: skylab.lostUntil(), isLost: true });
    }
    throw error;
  }
}

/** What clients do, by turns; values are never put twice. */
const operations = [
  (id: string) =>
    record([id], undefined, async () => {
      const { Item } = await skylab
        .client()
        .send(new GetItemCommand({ TableName, Key: keyOf(id), ConsistentRead: true }));
      return { kind: "read", value: numberOf(Item) };
    }),
  (id: string, value: number) => {
    const operation = { kind: "put", value } as const;
    return record([id], operation, async () => {
      await skylab.client().send(new PutItemCommand({ TableName, Item: { ...keyOf(id), n: { N: `${value}` } } }));
      return operation;
    });
  },
  async (id: string, value: number) => {
    const { Item } = await skylab.client().send(new GetItemCommand({ TableName, Key: keyOf(id) }));
    const operation = { kind: "exchange", expected: numberOf(Item), value } as const;
    const put = {
      TableName,
      Item: { ...keyOf(id), n: { N: `${value}` } },
      ConditionExpression: "n = :expected",
      ExpressionAttributeValues: { ":expected": { N: `${operation.expected}` } },
    };
    await record([id], { ...operation, isDone: true }, async () => {
      const done = skylab.client().send(new PutItemCommand(put));
      return { ...operation, isDone: await succeeds(done) };
    });
  },
  (id: string) =>
    record([id], { kind: "add", value: 1 }, async () => {
      const update = { TableName, Key: keyOf(id), ...add(1), ReturnValues: "UPDATED_NEW" } as const;
      const { Attributes } = await skylab.client().send(new UpdateItemCommand(update));
      return { kind: "add", value: 1, sum: numberOf(Attributes) };
    }),
  (id: string) => {
    const other = KEYS[(KEYS.indexOf(id) + 1) % KEYS.length] ?? id;
    const operation = { kind: "add", value: 2 } as const;
    return record([id, other], operation, async () => {
      const TransactItems = [id, other].map((key) => ({ Update: { TableName, Key: keyOf(key), ...add(2) } }));
      await skylab.client().send(new TransactWriteItemsCommand({ TransactItems }));
      return operation;
    });
  },
];

async function succeeds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

beforeAll(async () => {
  TableName = await createTable(skylab.client());
  let value = 0;
  await skylab.load(LOAD, async (client, turn) => {
    const key = KEYS[(client + turn) % KEYS.length] ?? "";
    value += 1000;
    await operations[(client * 7 + turn * 3) % operations.length]?.(key, value);
  });
});

test.each(KEYS)("register %s, put, exchanged, added to and read by many, is linearizable across kills", (key) => {
  const history = histories.get(key) ?? [];
  expect(history.length).toBeGreaterThan(LOAD.turns / KEYS.length / 2);
  expect(isLinearizable(history, 0, registerStep)).toBe(true);
});
