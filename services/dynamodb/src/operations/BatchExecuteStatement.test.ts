import { expect, test } from "vitest";
import { attribute, hash } from "../testing/table-requests.ts";
import { type PartiqlTable, partiqlTable } from "../testing/run-partiql.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { BatchExecuteStatement } from "./BatchExecuteStatement.ts";

// As AWS answered a public suite in September and October 2026: https://github.com/paritysuite/dynamodb-conformance.

const dynamo = useDynamo();

type Input = Parameters<typeof BatchExecuteStatement>[0];

const numberKey = { AttributeDefinitions: [attribute("a", "N")], KeySchema: [hash("a")] };

const batch = (
  { withTable }: PartiqlTable,
  statements: readonly (string | Input["Statements"][number])[],
  others: Partial<Input> = {},
) =>
  dynamo().call(BatchExecuteStatement, {
    Statements: statements.map((one) => {
      const request = typeof one === "string" ? { Statement: one } : one;
      return Object.assign({}, request, { Statement: withTable(request.Statement) });
    }),
    ...others,
  });

const NEEDS_KEY = "Select statements within BatchExecuteStatement must specify the primary key in the where clause.";

test("each statement answers for itself, in the order of the request", async () => {
  const table = await partiqlTable(dynamo(), numberKey);
  const written = await batch(table, [
    "INSERT INTO T VALUE {'a': 1, 'v': 'one'}",
    { Statement: "INSERT INTO T VALUE {'a': ?, 'v': 'two'}", Parameters: [{ N: "2" }] },
  ]);
  expect(written.Responses).toEqual([{ TableName: table.name }, { TableName: table.name }]);
  const read = await batch(table, [
    "SELECT v FROM T WHERE a = 2",
    "SLECT * FROM T WHERE a = 1",
    "SELECT * FROM T WHERE v = 'one'",
    'SELECT * FROM "no-such-table" WHERE a = 1',
    "SELECT * FROM T WHERE a = 3",
    "SELECT * FROM T WHERE a IN [1]",
  ]);
  expect(read.Responses).toEqual([
    { TableName: table.name, Item: { v: { S: "two" } } },
    {
      Error: {
        Code: "ValidationError",
        Message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
      },
    },
    { Error: { Code: "ValidationError", Message: NEEDS_KEY } },
    { Error: { Code: "ResourceNotFound", Message: "Requested resource not found" } },
    { TableName: table.name },
    { TableName: table.name, Item: { a: { N: "1" }, v: { S: "one" } } },
  ]);
});

test("a SELECT names the key of the table, and nothing else", async () => {
  const table = await partiqlTable(dynamo());
  await table.run("INSERT INTO T VALUE {'a': 'x', 'b': '1', 'flag': 'one'}");
  const { Responses = [] } = await batch(table, [
    "SELECT * FROM T WHERE a IN ['x'] AND b='1'",
    "SELECT * FROM T WHERE a='x' AND b='1' AND flag='one'",
    "SELECT * FROM T WHERE a='x' AND b='1' AND a='other'",
    "SELECT * FROM T WHERE a='x'",
    "SELECT * FROM T",
    `SELECT * FROM T WHERE a IN [${Array.from({ length: 51 }, (_, index) => `'${index}'`).join()}] AND b='1'`,
  ]);
  expect(Responses.map(({ Item, Error: error }) => Item?.["flag"]?.S ?? error?.Message)).toEqual([
    "one",
    NEEDS_KEY,
    NEEDS_KEY,
    NEEDS_KEY,
    NEEDS_KEY,
    "Too many decomposed read operations for a given query.",
  ]);
});

test("a write that fails tells of which table, and never the item", async () => {
  const table = await partiqlTable(dynamo(), numberKey);
  await table.run("INSERT INTO T VALUE {'a': 1, 'v': 'here'}");
  const { Responses } = await batch(table, [
    {
      Statement: "UPDATE T SET w = 1 WHERE a = 1 AND v = 'wrong'",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
    "INSERT INTO T VALUE {'a': 1}",
    "DELETE FROM T WHERE a = 2 RETURNING MODIFIED OLD *",
    "EXISTS(SELECT * FROM T WHERE a = 1 AND v = 'here')",
  ]);
  expect(Responses).toMatchObject([
    { TableName: table.name, Error: { Code: "ConditionalCheckFailed", Message: "The conditional request failed" } },
    { TableName: table.name, Error: { Code: "DuplicateItem", Message: "Duplicate primary key exists in table" } },
    { TableName: undefined, Error: { Code: "ValidationError" } },
    { Error: { Message: "EXISTS can only be used in ExecuteTransaction write requests." } },
  ]);
  expect(Responses?.map(({ Item }) => Item)).toEqual([undefined, undefined, undefined, undefined]);
});

test("RETURNING shows its item, if there is anything to show", async () => {
  const table = await partiqlTable(dynamo(), numberKey);
  for (const a of [1, 2, 3]) await table.run("INSERT INTO T VALUE {'a': ?, 'v': 'old'}", [{ N: String(a) }]);
  const { Responses } = await batch(table, [
    "UPDATE T SET v = 'new' WHERE a = 1 RETURNING MODIFIED NEW *",
    "UPDATE T REMOVE v WHERE a = 2 RETURNING MODIFIED NEW *",
    "DELETE FROM T WHERE a = 3 RETURNING ALL OLD *",
  ]);
  expect(Responses).toEqual([
    { TableName: table.name, Item: { v: { S: "new" } } },
    { TableName: table.name },
    { TableName: table.name, Item: { a: { N: "3" }, v: { S: "old" } } },
  ]);
});

test("each statement consumes for itself, by the consistency that it asks for", async () => {
  const table = await partiqlTable(dynamo(), numberKey);
  const Statement = "SELECT * FROM T WHERE a = 1";
  const { ConsumedCapacity } = await batch(table, [{ Statement, ConsistentRead: true }, Statement], {
    ReturnConsumedCapacity: "TOTAL",
  });
  expect(ConsumedCapacity).toEqual([
    { TableName: table.name, CapacityUnits: 1 },
    { TableName: table.name, CapacityUnits: 0.5 },
  ]);
});

test("reads and writes do not mix", async () => {
  const table = await partiqlTable(dynamo(), numberKey);
  const mixed = batch(table, ["SELECT * FROM T WHERE a = 1", "INSERT INTO T VALUE {'a': 1}"]);
  expect(await refusal(mixed)).toMatch(/^ValidationException: .*both read and write/);
});
