import { expect, test } from "vitest";
import type { Operation } from "../operation.ts";
import { CreateTable } from "../operations/CreateTable.ts";
import { DeleteTable } from "../operations/DeleteTable.ts";
import { GetItem } from "../operations/GetItem.ts";
import { PutItem } from "../operations/PutItem.ts";
import { Scan } from "../operations/Scan.ts";
import { UpdateItem } from "../operations/UpdateItem.ts";
import { indexSpace } from "../store/spaces.ts";
import type { DynamoStore } from "../store/store.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { makeTable } from "../testing/make-table.ts";
import { simpleTable } from "../testing/table-requests.ts";
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

/** A table as another process remembers it, to which an index came since. */
async function outdatedTable(): Promise<StoredTable> {
  const { tables } = dynamo().store;
  const stored = await tables.find(place, await makeTable(dynamo()));
  if (stored === undefined) throw new Error("The table was made.");
  await tables.change(place, stored.table.name, (table) => ({ ...table, globalIndexes: [index] }));
  return stored;
}

/** Calls an operation in a process that remembers the table so. */
function callWith<Input, Output>(
  stored: StoredTable,
  operation: (input: Input, call: Parameters<Operation<"PutItem">>[1], store: DynamoStore) => Promise<Output>,
  input: Input,
): Promise<Output> {
  return dynamo().call((given: Input, call, store) => {
    const tables = { ...store.tables, find: () => Promise.resolve(stored) };
    return operation(given, call, { ...store, tables });
  }, input);
}

const entries = ({ partition, table }: StoredTable) => partition.count(indexSpace(table, index));

test("who remembers a table without its new index writes into the index all the same", async () => {
  const stored = await outdatedTable();
  const TableName = stored.table.name;
  await callWith(stored, PutItem, { TableName, Item: { a: { S: "put" }, c: { S: "c" } } });
  expect(await entries(stored)).toBe(1);
  const update = { UpdateExpression: "SET c = :c", ExpressionAttributeValues: { ":c": { S: "c" } } };
  await callWith(stored, UpdateItem, { TableName, Key: { a: { S: "updated" } }, ...update });
  expect(await entries(stored)).toBe(2);
});

test("who remembers a table without its new index checks what the index asks of items", async () => {
  const stored = await outdatedTable();
  const input = { TableName: stored.table.name, Item: { a: { S: "x" }, c: { N: "1" } } };
  const mismatch =
    "ValidationException: One or more parameter values were invalid: " +
    "Type mismatch for Index Key c Expected: S Actual: N IndexName: by-c";
  expect(await refusal(callWith(stored, PutItem, input))).toBe(mismatch);
  const ReturnValues = "ALL_OLD" as const;
  expect(await refusal(callWith(stored, PutItem, { ...input, ReturnValues }))).toBe(mismatch);
  expect(await dynamo().call(GetItem, { TableName: input.TableName, Key: { a: { S: "x" } } })).toEqual({});
});

test("who remembers a table that is gone is told so", async () => {
  const stored = await outdatedTable();
  const TableName = stored.table.name;
  await dynamo().call(DeleteTable, { TableName });
  const gone = "ResourceNotFoundException: Requested resource not found";
  expect(await refusal(callWith(stored, PutItem, { TableName, Item: { a: { S: "x" } } }))).toBe(gone);
  expect(await refusal(callWith(stored, UpdateItem, { TableName, Key: { a: { S: "x" } } }))).toBe(gone);
});

test("who remembers a table that was made anew writes to the new one", async () => {
  const stored = await outdatedTable();
  const TableName = stored.table.name;
  await dynamo().call(DeleteTable, { TableName });
  await dynamo().call(CreateTable, simpleTable(TableName));
  await callWith(stored, PutItem, { TableName, Item: { a: { S: "put" } } });
  await callWith(stored, UpdateItem, { TableName, Key: { a: { S: "updated" } } });
  expect((await dynamo().call(Scan, { TableName })).Count).toBe(2);
});
