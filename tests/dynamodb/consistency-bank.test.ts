import { randomUUID } from "node:crypto";
import {
  type AttributeValue,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, expect, test } from "vitest";
import { createTable } from "./dynamodb.ts";
import { isLost, useKilledSkylab } from "./killed-skylab.ts";

const skylab = useKilledSkylab();

const LOAD = { clients: 16, turns: 1000, kills: 2 };
/** Of two tables; what they hold together never changes. */
const ACCOUNTS = 8;
const FIRST_BALANCE = 10;

type Place = { readonly TableName: string; readonly Key: Record<string, AttributeValue> };

let accounts: readonly Place[] = [];
/** How much each client has transferred, as the bank counts it in the very transaction. */
let counters: readonly Place[] = [];
const transferred = Array.from({ length: LOAD.clients }, () => 0);
/** A transfer whose answer was lost: sent once more, by the same token. */
const lost = new Map<number, TransactWriteItemsCommandInput>();
const sums: number[] = [];
let refused = 0;

const add = (place: Place, amount: number) => ({
  ...place,
  UpdateExpression: "ADD n :amount",
  ExpressionAttributeValues: { ":amount": { N: `${amount}` } },
});

async function numbersAt(places: readonly Place[]): Promise<readonly number[]> {
  const TransactItems = places.map((place) => ({ Get: place }));
  const { Responses = [] } = await skylab.client().send(new TransactGetItemsCommand({ TransactItems }));
  return Responses.map(({ Item }) => Number(Item?.["n"]?.N ?? 0));
}

function newTransfer(client: number, turn: number): TransactWriteItemsCommandInput {
  const from = (client * 3 + turn) % ACCOUNTS;
  const to = (from + 1 + (turn % (ACCOUNTS - 1))) % ACCOUNTS;
  const [source, target, counter] = [accounts[from], accounts[to], counters[client]];
  if (!source || !target || !counter) throw new Error("There are as many accounts as there should be.");
  const amount = 1 + (turn % 3);
  const taken = add(source, -amount);
  return {
    ClientRequestToken: randomUUID(),
    TransactItems: [
      {
        Update: {
          ...taken,
          ConditionExpression: "n >= :needed",
          ExpressionAttributeValues: { ...taken.ExpressionAttributeValues, ":needed": { N: `${amount}` } },
        },
      },
      { Update: add(target, amount) },
      { Update: add(counter, 1) },
    ],
  };
}

/** Some transfers are sent twice at once, as by a client that is impatient. */
async function transfer(client: number, turn: number): Promise<void> {
  const request = lost.get(client) ?? newTransfer(client, turn);
  lost.delete(client);
  const sent = Array.from({ length: turn % 3 === 0 ? 2 : 1 }, () =>
    skylab.client().send(new TransactWriteItemsCommand(request)),
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
}

beforeAll(async () => {
  const tables = [await createTable(skylab.client()), await createTable(skylab.client())];
  const placeOf = (id: string, index: number): Place => ({
    TableName: tables[index % tables.length] ?? "",
    Key: { id: { S: id } },
  });
  accounts = Array.from({ length: ACCOUNTS }, (_, index) => placeOf(`account-${index}`, index));
  counters = transferred.map((_, client) => placeOf(`client-${client}`, client));
  const TransactItems = accounts.map((account) => ({ Update: add(account, FIRST_BALANCE) }));
  await skylab.client().send(new TransactWriteItemsCommand({ TransactItems }));

  await skylab.load(LOAD, async (client, turn) => {
    if (client % 4 !== 0) return transfer(client, turn);
    const balances = await numbersAt(accounts);
    sums.push(balances.reduce((sum, balance) => sum + balance, 0));
  });
  for (const client of lost.keys()) await transfer(client, 0);
});

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
