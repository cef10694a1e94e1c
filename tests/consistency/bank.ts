import { randomUUID } from "node:crypto";
import {
  type AttributeValue,
  ScanCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, test } from "vitest";
import { createTable } from "../dynamodb/dynamodb.ts";
import { isLost, LOAD_TIMEOUT_MS, loadAndKill } from "./load.ts";
import { changesOf, STREAM } from "./stream.ts";
import type { Victim } from "./victim.ts";

const LOAD = { clients: 16, turns: 1200 };
/** Of several tables; what they hold together never changes. */
const ACCOUNTS = 8;
const TABLES = 4;
const FIRST_BALANCE = 10;

type Place = { readonly TableName: string; readonly Key: Record<string, AttributeValue> };

/** Transfers by transactions, while others read all accounts by transactions. */
export function describeBank(victim: () => Victim): void {
  let tables: readonly string[] = [];
  let accounts: readonly Place[] = [];
  /** How much each client has transferred, as the bank counts it in the very transaction. */
  let counters: readonly Place[] = [];
  const transferred = Array.from({ length: LOAD.clients }, () => 0);
  /** A transfer whose answer was lost: sent once more, by the same token. */
  const lost = new Map<number, TransactWriteItemsCommandInput>();
  const sums: number[] = [];
  let refused = 0;

  const numbersAt = async (places: readonly Place[]): Promise<readonly number[]> => {
    const TransactItems = places.map((place) => ({ Get: place }));
    const { Responses = [] } = await victim().client().send(new TransactGetItemsCommand({ TransactItems }));
    return Responses.map(({ Item }) => Number(Item?.["n"]?.N ?? 0));
  };
  const newTransfer = (client: number, turn: number): TransactWriteItemsCommandInput => {
    const from = (client * 3 + turn) % ACCOUNTS;
    const to = (from + 1 + (turn % (ACCOUNTS - 1))) % ACCOUNTS;
    const [source, target, counter] = [accounts[from], accounts[to], counters[client]];
    if (!source || !target || !counter) throw new Error("There are as many accounts as there should be.");
    const amount = 1 + (turn % 3);
    const TransactItems = [
      { Update: take(source, amount) },
      { Update: add(target, amount) },
      { Update: add(counter, 1) },
    ];
    return { ClientRequestToken: randomUUID(), TransactItems };
  };
  /** Some transfers are sent twice at once, as by a client that is impatient. */
  const transfer = async (client: number, turn: number): Promise<void> => {
    const request = lost.get(client) ?? newTransfer(client, turn);
    lost.delete(client);
    const sent = Array.from({ length: turn % 3 === 0 ? 2 : 1 }, () =>
      victim().client().send(new TransactWriteItemsCommand(request)),
    );
    const answers = await Promise.allSettled(sent);
    if (answers.some(({ status }) => status === "fulfilled")) {
      transferred[client] = (transferred[client] ?? 0) + 1;
      return;
    }
    const errors = answers.map((answer): unknown => (answer.status === "rejected" ? answer.reason : undefined));
    const unexpected = errors.find((error) => !(error instanceof TransactionCanceledException));
    if (unexpected === undefined) {
      refused++;
      return;
    }
    if (isLost(unexpected)) lost.set(client, request);
    throw unexpected;
  };

  beforeAll(async () => {
    const client = victim().client();
    tables = await Promise.all(
      Array.from({ length: TABLES }, () => createTable(client, { StreamSpecification: STREAM })),
    );
    const placeOf = (id: string, index: number): Place => ({
      TableName: tables[index % tables.length] ?? "",
      Key: { id: { S: id } },
    });
    accounts = Array.from({ length: ACCOUNTS }, (_, index) => placeOf(`account-${index}`, index));
    counters = transferred.map((_, index) => placeOf(`client-${index}`, index));
    const TransactItems = accounts.map((account) => ({ Update: add(account, FIRST_BALANCE) }));
    await client.send(new TransactWriteItemsCommand({ TransactItems }));

    await loadAndKill(victim(), LOAD, async (index, turn) => {
      if (index % 4 !== 0) return transfer(index, turn);
      const balances = await numbersAt(accounts);
      sums.push(balances.reduce((sum, balance) => sum + balance, 0));
    });
    for (const index of lost.keys()) await transfer(index, 0);
  }, LOAD_TIMEOUT_MS);

  test("the accounts hold the same together whenever they are read", async () => {
    expect(sums.length).toBeGreaterThan(LOAD.turns / 10);
    expect(new Set(sums)).toEqual(new Set([ACCOUNTS * FIRST_BALANCE]));
    const balances = await numbersAt(accounts);
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(ACCOUNTS * FIRST_BALANCE);
  });

  test("no account was overdrawn, though some transfers would have", async () => {
    expect(refused).toBeGreaterThan(0);
    expect(Math.min(...(await numbersAt(accounts)))).toBeGreaterThanOrEqual(0);
  });

  test("each transfer took effect once, those too that were sent twice, or again after a kill", async () => {
    expect(await numbersAt(counters)).toEqual(transferred);
  });

  test("the streams tell of every item how it became what it is", async () => {
    for (const TableName of tables) {
      const { Items = [] } = await victim()
        .client()
        .send(new ScanCommand({ TableName, ConsistentRead: true }));
      const changes = await changesOf(victim().streams(), TableName);
      expect(changes.size).toBe(Items.length);
      for (const item of Items) {
        const images = changes.get(item["id"]?.S ?? "") ?? [];
        expect(images.map(({ before }) => before)).toEqual([
          undefined,
          ...images.slice(0, -1).map(({ after }) => after),
        ]);
        expect(images.at(-1)?.after).toEqual(item);
      }
    }
  });
}

const add = (place: Place, amount: number) => ({
  ...place,
  UpdateExpression: "ADD n :amount",
  ExpressionAttributeValues: { ":amount": { N: `${amount}` } },
});

const take = (place: Place, amount: number) => {
  const taken = add(place, -amount);
  return {
    ...taken,
    ConditionExpression: "n >= :needed",
    ExpressionAttributeValues: { ...taken.ExpressionAttributeValues, ":needed": { N: `${amount}` } },
  };
};
