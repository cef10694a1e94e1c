import { expect, it } from "vitest";
import type { GlobalIndex } from "../domain/table/table.ts";
import { CreateTable } from "../operations/CreateTable.ts";
import { DeleteTable } from "../operations/DeleteTable.ts";
import { Query } from "../operations/Query.ts";
import { Scan } from "../operations/Scan.ts";
import { makeTable, rangeKey } from "../testing/make-table.ts";
import { refusal } from "@skylab/service/testing";
import { ACCOUNT, useDynamo } from "../testing/use-dynamo.ts";
import { writeBatch } from "./write-batch.ts";

const dynamo = useDynamo();

const place = { account: ACCOUNT, region: "us-east-1" };
const S = (text: string) => ({ S: text });
const options = { now: 0, tellsOldItems: false };

/** The store of a process that has not heard yet of what became of the table. */
async function staleStore(name: string) {
  const { store } = dynamo();
  const remembered = await store.tables.find(place, name);
  return { ...store, tables: { ...store.tables, find: () => Promise.resolve(remembered) } };
}

const write = (name: string, item: Record<string, { S: string }>) => ({
  tableName: name,
  address: { place, name },
  writes: [{ key: item, item }],
});

it("writes by the table as it is, where that has an index of which it has not heard", async () => {
  const { call, store } = dynamo();
  const name = await makeTable(dynamo(), rangeKey);
  const stale = await staleStore(name);
  const byC: GlobalIndex = {
    name: "by-c",
    id: "by-c",
    key: { hash: [{ name: "c", type: "S" }], range: [] },
    projection: { type: "ALL" },
    status: "ACTIVE",
  };
  await store.tables.change(place, name, (table) => ({ ...table, globalIndexes: [byC] }));
  await writeBatch(stale, [write(name, { a: S("a"), b: S("b"), c: S("c") })], options);
  const request = { TableName: name, IndexName: "by-c", KeyConditionExpression: "c = :c" };
  const { Count } = await call(Query, { ...request, ExpressionAttributeValues: { ":c": S("c") } });
  expect(Count).toBe(1);
});

it("writes nothing to a table that is gone, nor to the one of its name that came after it", async () => {
  const { call } = dynamo();
  const name = await makeTable(dynamo());
  const stale = await staleStore(name);
  await call(DeleteTable, { TableName: name });
  const refused = writeBatch(stale, [write(name, { a: S("b") })], options);
  expect(await refusal(refused)).toBe("ResourceNotFoundException: Requested resource not found");
  await call(CreateTable, { TableName: name, BillingMode: "PAY_PER_REQUEST", ...rangeKey });
  const unfit = writeBatch(stale, [write(name, { a: S("b") })], options);
  expect(await refusal(unfit)).toBe("ValidationException: The provided key element does not match the schema");
  expect((await call(Scan, { TableName: name })).Count).toBe(0);
});
