import { expect, test } from "vitest";
import type { Operation } from "../operation.ts";
import { CreateTable } from "../operations/CreateTable.ts";
import { DeleteTable } from "../operations/DeleteTable.ts";
import { PutItem } from "../operations/PutItem.ts";
import { TransactGetItems } from "../operations/TransactGetItems.ts";
import { TransactWriteItems } from "../operations/TransactWriteItems.ts";
import { UpdateItem } from "../operations/UpdateItem.ts";
import { indexSpace } from "../store/spaces.ts";
import type { DynamoStore } from "../store/store.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { makeTable } from "../testing/make-table.ts";
import { attribute, hash } from "../testing/table-requests.ts";
import { refusal } from "@skylab/service/testing";
import { ACCOUNT, useDynamo } from "../testing/use-dynamo.ts";

const dynamo = useDynamo();

const place = { account: ACCOUNT, region: "us-east-1" };
const index = {
  name: "by-c",
  id: "index",
  key: { hash: [{ name: "c", type: "S" as const }], range: [] },
  projection: { type: "ALL" as const },
  status: "ACTIVE" as const,
};

async function rememberedTable(): Promise<StoredTable> {
  const stored = await dynamo().store.tables.find(place, await makeTable(dynamo()));
  if (stored === undefined) throw new Error("The table was made.");
  return stored;
}

/** Puts an item by a transaction, in a process that remembers the table so. */
const putInto = (stored: StoredTable, Item: Record<string, { S: string }>) =>
  dynamo().call(
    (input: Parameters<Operation<"TransactWriteItems">>[0], call, store: DynamoStore) =>
      TransactWriteItems(input, call, {
        ...store,
        tables: { ...store.tables, find: () => Promise.resolve(stored) },
      }),
    { TransactItems: [{ Put: { TableName: stored.table.name, Item } }] },
  );

test("a transaction that remembers a table without its new index writes into the index all the same", async () => {
  const stored = await rememberedTable();
  await dynamo().store.tables.change(place, stored.table.name, (table) => ({ ...table, globalIndexes: [index] }));
  await putInto(stored, { a: { S: "x" }, c: { S: "c" } });
  expect(await stored.partition.count(indexSpace(stored.table, index))).toBe(1);
});

test("a transaction that remembers a table that is gone is told so", async () => {
  const stored = await rememberedTable();
  await dynamo().call(DeleteTable, { TableName: stored.table.name });
  expect(await refusal(putInto(stored, { a: { S: "x" } }))).toBe(
    "ResourceNotFoundException: Requested resource not found",
  );
});

test("a transaction that remembers a table that was made anew goes by its new key", async () => {
  const stored = await rememberedTable();
  const TableName = stored.table.name;
  await dynamo().call(DeleteTable, { TableName });
  const key = { AttributeDefinitions: [attribute("z")], KeySchema: [hash("z")] };
  await dynamo().call(CreateTable, { TableName, ...key, BillingMode: "PAY_PER_REQUEST" });
  expect(await refusal(putInto(stored, { a: { S: "x" } }))).toMatch(
    /^TransactionCanceledException: .*\[ValidationError]$/,
  );
  await putInto(stored, { a: { S: "x" }, z: { S: "z" } });
  expect((await dynamo().store.tables.read(place, TableName))?.table.id).not.toBe(stored.table.id);
});

const add = { UpdateExpression: "ADD n :one", ExpressionAttributeValues: { ":one": { N: "1" } } };

/** Of each kind: those that update an item, those that put another, and those that do both as one. */
const HOT_WRITERS = 8;
const TRANSACTIONS = 10;

test("transactions on items that others write all the time come about, and nobody's writes are lost", async () => {
  const counter = { TableName: await makeTable(dynamo()), Key: { a: { S: "hot" } } };
  const register = { TableName: await makeTable(dynamo()), Key: { a: { S: "hot" } } };
  const { TableName } = register;
  const over = new AbortController();
  let updates = 0;
  const repeat = async (work: () => Promise<unknown>): Promise<void> => {
    while (!over.signal.aborted) await work();
  };
  const writers = Array.from({ length: HOT_WRITERS }, () => [
    repeat(async () => {
      await dynamo().call(UpdateItem, { ...counter, ...add });
      updates++;
    }),
    repeat(() => dynamo().call(PutItem, { TableName, Item: { ...register.Key, n: { N: "0" } } })),
  ]);
  const transactors = Array.from({ length: HOT_WRITERS }, async () => {
    for (let done = 0; done < TRANSACTIONS; done++) {
      const writes = [{ Update: { ...counter, ...add } }, { Update: { ...register, ...add } }];
      await dynamo().call(TransactWriteItems, { TransactItems: writes });
      await dynamo().call(TransactGetItems, { TransactItems: [{ Get: counter }, { Get: register }] });
    }
  });
  await Promise.all(transactors);
  over.abort();
  await Promise.all(writers.flat());
  const { Responses } = await dynamo().call(TransactGetItems, { TransactItems: [{ Get: counter }] });
  expect(Responses?.[0]?.Item?.["n"]).toEqual({ N: `${updates + HOT_WRITERS * TRANSACTIONS}` });
});

test("a transaction sees others whole: neither half of what they wrote, nor what they wrote before the other half", async () => {
  const [first, second] = [await makeTable(dynamo()), await makeTable(dynamo())];
  const Key = { a: { S: "x" } };
  const over = new AbortController();
  const writers = Array.from({ length: HOT_WRITERS }, async (_, writer) => {
    for (let number = 0; !over.signal.aborted; number++) {
      const Item = { ...Key, by: { S: `${writer}-${number}` } };
      const TransactItems = [{ Put: { TableName: first, Item } }, { Put: { TableName: second, Item } }];
      await dynamo().call(TransactWriteItems, { TransactItems });
    }
  });
  for (let read = 0; read < TRANSACTIONS; read++) {
    const gets = [{ Get: { TableName: first, Key } }, { Get: { TableName: second, Key } }];
    const { Responses } = await dynamo().call(TransactGetItems, { TransactItems: gets });
    expect(Responses?.[0]).toEqual(Responses?.[1]);
  }
  over.abort();
  await Promise.all(writers);
});
