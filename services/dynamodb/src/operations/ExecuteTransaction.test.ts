import { expect, test } from "vitest";
import { type PartiqlTable, partiqlTable } from "../testing/run-partiql.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { ExecuteTransaction } from "./ExecuteTransaction.ts";

// As AWS answered public suites in September and October 2026:
// https://github.com/paritysuite/dynamodb-conformance, https://github.com/floci-io/floci.

const dynamo = useDynamo();

const IN_FIRST = "Validation failed in TransactStatements[0]: ";
const cancelled = (codes: string): string =>
  `TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;

/** Items of these hash keys, each with the range key 1 and a counter. */
async function counters(...names: string[]): Promise<PartiqlTable> {
  const table = await partiqlTable(dynamo());
  for (const name of names) await table.run("INSERT INTO T VALUE {'a': ?, 'b': '1', 'n': 0}", [{ S: name }]);
  return table;
}

const select = (a: string): string => `SELECT a, n FROM T WHERE a='${a}' AND b='1'`;

test("all statements are written, or none", async () => {
  const { transact, transactProblem, get } = await counters("x", "y");
  expect(
    await transact(
      "INSERT INTO T VALUE {'a': 'z', 'b': '1'}",
      "UPDATE T SET n = n + 1 WHERE a='x' AND b='1' AND attribute_exists(n)",
      "DELETE FROM T WHERE a='y' AND b='1'",
    ),
  ).toEqual({ Responses: [], ConsumedCapacity: undefined });
  expect([await get("z"), await get("x"), await get("y")]).toMatchObject([
    { a: { S: "z" } },
    { n: { N: "1" } },
    undefined,
  ]);
  expect(
    await transactProblem("UPDATE T SET n = n + 1 WHERE a='x' AND b='1'", "INSERT INTO T VALUE {'a': 'z', 'b': '1'}"),
  ).toBe(cancelled("None, DuplicateItem"));
  expect(await get("x")).toMatchObject({ n: { N: "1" } });
});

test("reads answer in the order of the statements, each one item", async () => {
  const { transact, transactProblem } = await counters("x", "y");
  const { Responses } = await transact(
    select("y"),
    select("none"),
    "SELECT a FROM T WHERE (b='1') AND a IN ['x'] AND a='x'",
  );
  expect(Responses).toEqual([{ Item: { a: { S: "y" }, n: { N: "0" } } }, {}, { Item: { a: { S: "x" } } }]);
  const needsKey = `${IN_FIRST}Select statements within ExecuteTransaction must specify the primary key in the where clause.`;
  for (const where of [
    "a='x' AND b='1' AND n=0",
    "a='x' AND b='1' AND a='y'",
    "a='x'",
    "a IN ['y'] AND a='x' AND b='1'",
  ]) {
    expect(await transactProblem(`SELECT * FROM T WHERE ${where}`), where).toBe(needsKey);
  }
  expect(await transactProblem("SELECT * FROM T WHERE a IN ['x','x'] AND b='1'")).toBe(
    `${IN_FIRST}Overlapping conditions with range keys are not supported in where clause`,
  );
  expect(await transactProblem(select("x"), "SELECT * FROM T WHERE b='1' AND a='x'")).toBe(
    "Transaction request cannot include multiple operations on one item",
  );
  expect(await transactProblem(select("x"), "SELECT * FROM T WHERE a=1 AND b='1'")).toBe(
    cancelled("None, ValidationError"),
  );
  expect(await transactProblem('SELECT * FROM T."i" WHERE a = 1')).toBe(
    `${IN_FIRST}Reads on indices are not supported within transactions.`,
  );
});

test("EXISTS is a condition on an item that the transaction does not write", async () => {
  const { transact, transactProblem, get } = await counters("x", "y");
  const update = "UPDATE T SET n = 5 WHERE a='y' AND b='1'";
  await transact("EXISTS(SELECT * FROM T WHERE (a='x' AND b='1') AND nope IS MISSING)", update);
  expect(await get("y")).toMatchObject({ n: { N: "5" } });
  for (const where of [
    "a='x' AND b='1' AND n = 7",
    "a='x' AND b='1' AND a='other' AND n = 0",
    "a='none' AND b='1' AND n IS MISSING",
  ]) {
    expect(await transactProblem(`EXISTS(SELECT * FROM T WHERE ${where})`, update), where).toBe(
      cancelled("ConditionalCheckFailed, None"),
    );
  }
  for (const where of ["a='x' AND b='1'", "a IN ['x'] AND b='1' AND n=0", "a='x' AND n=0"]) {
    expect(await transactProblem(`EXISTS(SELECT * FROM T WHERE ${where})`, update), where).toBe(
      `${IN_FIRST}EXISTS() must contain a single item read with additional condition`,
    );
  }
  expect(await transactProblem("SELECT * FROM T WHERE a='x' AND b='1'", update)).toBe(
    "ExecuteTransaction API does not support both read and write operations in the same request.",
  );
});

test("a statement that is wrong in itself is told by its position", async () => {
  const { transactProblem } = await counters();
  const update = "UPDATE T SET n = 1 WHERE a='x' AND b='1'";
  expect(await transactProblem(update, "SELECT * FROM T WHERE")).toBe(
    "Validation failed in TransactStatements[1]: Statement wasn't well formed, can't be processed: Unexpected term",
  );
  expect(await transactProblem(`${update} RETURNING ALL NEW *`)).toBe(
    `${IN_FIRST}RETURNING clause is not supported in ExecuteTransaction.`,
  );
  expect(await transactProblem("UPDATE T SET n = n + [1] WHERE a='x' AND b='1'")).toBe(
    `${IN_FIRST}Incorrect operand type for operator or function; operator or function: +, operand type: L`,
  );
});

test("a write that does not name one item cancels the transaction", async () => {
  const { transact, transactProblem } = await counters("x");
  const update = "UPDATE T SET n=1 WHERE ";
  await expect(
    transact(
      `${update}a='x'`,
      `${update}a IN ['x'] AND b='1'`,
      `${update}a='x' AND b='1' AND a='y'`,
      `${update}a='x' AND b=1`,
      `${update}a='x' AND b='1'`,
    ),
  ).rejects.toMatchObject({
    members: {
      CancellationReasons: [
        { Code: "ValidationError", Message: "The provided key element does not match the schema" },
        { Code: "ValidationError", Message: "The provided key element does not match the schema" },
        { Code: "ValidationError" },
        { Code: "ValidationError", Message: "The provided key element does not match the schema" },
        { Code: "None" },
      ],
    },
  });
  expect(await transactProblem("INSERT INTO T VALUE {'a':'y'}", "DELETE FROM T WHERE b='1'")).toBe(
    cancelled("ValidationError, ValidationError"),
  );
});

test("a table that is missing cancels the transaction, once nothing else is wrong", async () => {
  const { transact, transactProblem } = await counters("x");
  const missing = "UPDATE \"no-such-table\" SET n=1 WHERE a='x' AND b='1'";
  await expect(
    transact(`${missing} RETURNING ALL NEW *`, "UPDATE T SET n=1 WHERE a='x' AND b='1'"),
  ).rejects.toMatchObject({
    code: "TransactionCanceledException",
    members: {
      CancellationReasons: [{ Code: "ResourceNotFound", Message: "Requested resource not found" }, { Code: "None" }],
    },
  });
  expect(await transactProblem(missing, "UPDATE T SET n=1 WHERE a='x' AND b='1' RETURNING ALL NEW *")).toBe(
    "Validation failed in TransactStatements[1]: RETURNING clause is not supported in ExecuteTransaction.",
  );
});

test("a request of the same token takes effect once", async () => {
  const { withTable, get, name } = await counters("x");
  const request = (amount: number) =>
    dynamo().call(ExecuteTransaction, {
      ClientRequestToken: "once",
      ReturnConsumedCapacity: "TOTAL",
      TransactStatements: [
        { Statement: withTable("UPDATE T SET n = n + ? WHERE a='x' AND b='1'"), Parameters: [{ N: String(amount) }] },
      ],
    });
  expect(await request(1)).toEqual({
    Responses: [],
    ConsumedCapacity: [{ TableName: name, CapacityUnits: 2, WriteCapacityUnits: 2 }],
  });
  expect(await request(1)).toEqual({
    Responses: [],
    ConsumedCapacity: [{ TableName: name, CapacityUnits: 2, ReadCapacityUnits: 2 }],
  });
  expect(await get("x")).toMatchObject({ n: { N: "1" } });
  expect(await refusal(request(2))).toMatch(/^IdempotentParameterMismatchException: /);
});
