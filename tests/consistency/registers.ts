import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, test } from "vitest";
import { createTable } from "../dynamodb/dynamodb.ts";
import { isLinearizable } from "./linearizable.ts";
import { isLost, LOAD_TIMEOUT_MS, loadAndKill } from "./load.ts";
import { type RegisterHistory, type RegisterOperation, registerStep } from "./register.ts";
import type { Victim } from "./victim.ts";

const KEYS = ["a", "b", "c", "d"];
const LOAD = { clients: 16, turns: 1200 };

const keyOf = (id: string) => ({ id: { S: id } });
const numberOf = (item: Record<string, { N?: string | undefined }> | undefined): number => Number(item?.["n"]?.N ?? 0);
const add = (value: number) => ({
  UpdateExpression: "ADD n :value",
  ExpressionAttributeValues: { ":value": { N: `${value}` } },
});

/** Put, exchanged, added to, and read by many. */
export function describeRegisters(victim: () => Victim): void {
  const histories = new Map<string, RegisterHistory>(KEYS.map((key) => [key, []]));
  beforeAll(async () => {
    const TableName = await createTable(victim().client());
    const operations = operationsOf(victim(), TableName, histories);
    let value = 0;
    await loadAndKill(victim(), LOAD, async (client, turn) => {
      const key = KEYS[(client + turn) % KEYS.length] ?? "";
      value += 1000;
      await operations[(client * 7 + turn * 3) % operations.length]?.(key, value);
    });
  }, LOAD_TIMEOUT_MS);

  test.each(KEYS)("register %s is linearizable", (key) => {
    const history = histories.get(key) ?? [];
    expect(history.length).toBeGreaterThan(LOAD.turns / KEYS.length / 2);
    expect(isLinearizable(history, 0, registerStep)).toBe(true);
  });
}

type Operation = (id: string, value: number) => Promise<void>;

/** What clients do, by turns; values are never put twice. */
function operationsOf(
  victim: Victim,
  TableName: string,
  histories: ReadonlyMap<string, RegisterHistory>,
): readonly Operation[] {
  /** Does something to registers, and records it of each. */
  const record = async (
    keys: readonly string[],
    attempted: RegisterOperation | undefined,
    send: () => Promise<RegisterOperation>,
  ): Promise<void> => {
    const begun = performance.now();
    const keep = (recorded: RegisterHistory[number]): void => {
      for (const key of keys) histories.get(key)?.push(recorded);
    };
    try {
      const operation = await send();
      keep({ operation, begun, ended: performance.now() });
    } catch (error) {
      if (isLost(error) && attempted !== undefined)
        keep({ operation: attempted, begun, ended: victim.lostUntil(), isLost: true });
      throw error;
    }
  };
  return [
    (id) =>
      record([id], undefined, async () => {
        const get = new GetItemCommand({ TableName, Key: keyOf(id), ConsistentRead: true });
        const { Item } = await victim.client().send(get);
        return { kind: "read", value: numberOf(Item) };
      }),
    (id, value) => {
      const operation = { kind: "put", value } as const;
      return record([id], operation, async () => {
        await victim.client().send(new PutItemCommand({ TableName, Item: { ...keyOf(id), n: { N: `${value}` } } }));
        return operation;
      });
    },
    async (id, value) => {
      const { Item } = await victim.client().send(new GetItemCommand({ TableName, Key: keyOf(id) }));
      const operation = { kind: "exchange", expected: numberOf(Item), value } as const;
      const put = {
        TableName,
        Item: { ...keyOf(id), n: { N: `${value}` } },
        ConditionExpression: "n = :expected",
        ExpressionAttributeValues: { ":expected": { N: `${operation.expected}` } },
      };
      await record([id], { ...operation, isDone: true }, async () => {
        const done = victim.client().send(new PutItemCommand(put));
        return { ...operation, isDone: await succeeds(done) };
      });
    },
    (id) =>
      record([id], { kind: "add", value: 1 }, async () => {
        const update = { TableName, Key: keyOf(id), ...add(1), ReturnValues: "UPDATED_NEW" } as const;
        const { Attributes } = await victim.client().send(new UpdateItemCommand(update));
        return { kind: "add", value: 1, sum: numberOf(Attributes) };
      }),
    (id) => {
      const other = KEYS[(KEYS.indexOf(id) + 1) % KEYS.length] ?? id;
      const operation = { kind: "add", value: 2 } as const;
      return record([id, other], operation, async () => {
        const TransactItems = [id, other].map((key) => ({ Update: { TableName, Key: keyOf(key), ...add(2) } }));
        await victim.client().send(new TransactWriteItemsCommand({ TransactItems }));
        return operation;
      });
    },
  ];
}

async function succeeds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
