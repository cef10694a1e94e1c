import { expect, test } from "vitest";
import { type PartiqlTable, partiqlTable } from "../testing/run-partiql.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { ExecuteStatement } from "./ExecuteStatement.ts";

// What AWS answers and refuses, as public suites recorded it in September and October 2026:
// https://github.com/paritysuite/dynamodb-conformance, https://github.com/floci-io/floci.

const dynamo = useDynamo();

/** Items of one attribute that tells them apart. */
const keys = async ({ items }: PartiqlTable, where: string): Promise<readonly string[]> =>
  (await items(`SELECT a, b FROM T WHERE ${where}`)).map(({ a, b }) => `${a?.S}/${b?.S}`);

/** Three items each of the hash keys o and p. */
async function ordered(): Promise<PartiqlTable> {
  const table = await partiqlTable(dynamo());
  for (const a of ["o", "p"]) {
    for (const b of ["1", "2", "3"])
      await table.run("INSERT INTO T VALUE {'a': ?, 'b': ?, 'flag': ?}", [{ S: a }, { S: b }, { S: a + b }]);
  }
  return table;
}

test("a SELECT answers whole items, or columns that bear the last names of their paths", async () => {
  const { run, items } = await partiqlTable(dynamo());
  await run("INSERT INTO T VALUE {'a': 'x', 'b': '1', 'm': {'k': ['c'], 'n': 1}, 'l': [[5]]}");
  const where = "WHERE a = 'x' AND b = '1'";
  expect(await items(`SELECT * FROM T ${where}`)).toMatchObject([{ a: { S: "x" }, l: { L: [{ L: [{ N: "5" }] }] } }]);
  expect(await items(`SELECT m.n, m.k[0], l[0][0], m, nope FROM T ${where}`)).toEqual([
    {
      n: { N: "1" },
      "k[0]": { S: "c" },
      "l[0][0]": { N: "5" },
      m: { M: { k: { L: [{ S: "c" }] }, n: { N: "1" } } },
    },
  ]);
});

test("a WHERE compares, tests types and calls functions", async () => {
  const table = await partiqlTable(dynamo());
  await table.run(
    "INSERT INTO T VALUE {'a': 'x', 'b': '1', 'n': 1, 's': 'str', 'ss': <<'a', 'b'>>, 'm': {'sub': 'y'}, 'nul': null, 'yes': true}",
  );
  const holding = [
    "n = 1",
    "n != 2",
    "n <> '1'",
    "n BETWEEN - 2 AND +5 AND n IN [- 1, 1]",
    "n > -/* c */1",
    "n NOT IN (2, 3)",
    "n NOT BETWEEN 2 AND 3",
    "1 = n",
    "s < 't'",
    "begins_with(s, 'st')",
    "NOT begins_with(s, 'x')",
    "contains(ss, 'a')",
    "contains(s, 'tr')",
    "size(s) = 3",
    "SIZE(ss) > 1",
    "attribute_type(ss, 'SS')",
    "attribute_exists(m.sub)",
    "ATTRIBUTE_NOT_EXISTS (nope)",
    '(attribute_exists(nope) OR attribute_exists("ss"))',
    "nul IS NULL",
    "s IS NOT NULL",
    "nope IS MISSING",
    "nope IS NOT NULL",
    "m.sub IS NOT MISSING",
    "yes IS BOOL",
    "s IS STRING",
    "m IS STRUCT",
    "ss = <<'b', 'a'>>",
    "m = {'sub': 'y'}",
    "yes = true",
    "n <= 1 AND n >= 1",
    "attribute_exists(nope) = false",
    "true = attribute_exists(n)",
    "attribute_exists(n) <> 1",
    "(n BETWEEN 0 AND 5) = true",
    "(n = 5 OR s = 'x') = false",
    "attribute_exists(nope) IN [true, false]",
    "attribute_exists(n) = attribute_exists(s)",
    "attribute_exists(n) = yes",
    "contains(nope, 'z') = false",
  ];
  for (const where of holding) expect(await keys(table, `a='x' AND ${where}`), where).toEqual(["x/1"]);
  const failing = [
    "n = 2",
    "n = '1'",
    "nope = 1",
    "nope IS NULL",
    "s IS NULL",
    "s IS BOOL",
    "attribute_exists(n) = 1",
    "NOT attribute_exists(n) = true",
    "(attribute_exists(n) = true) = false",
    "attribute_exists(n) = s",
  ];
  for (const where of failing) expect(await keys(table, `a='x' AND ${where}`), where).toEqual([]);
});

test.each([
  ["val < ?", "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"],
  ["attribute_exists(?)", "Operator or function requires a document path; operator or function: attribute_exists"],
])("an operand that never fits is refused before the table is looked for: %s", async (where, problem) => {
  const statement = {
    Statement: `SELECT * FROM "no-such-table" WHERE a = 'x' AND ${where}`,
    Parameters: [{ BOOL: true }],
  };
  expect(await refusal(dynamo().call(ExecuteStatement, statement))).toBe(`ValidationException: ${problem}`);
  const well = { Statement: "SELECT * FROM \"no-such-table\" WHERE a = 'x'" };
  expect(await refusal(dynamo().call(ExecuteStatement, well))).toBe(
    "ResourceNotFoundException: Requested resource not found",
  );
});

test.each([
  [
    "attribute_exists()",
    "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 0",
  ],
  [
    "attribute_type(s, 1)",
    "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N",
  ],
  [
    "attribute_exists(n) > false",
    "Incorrect operand type for operator or function; operator or function: >, operand type: BOOL",
  ],
  [
    `flag IN [${Array.from({ length: 101 }, (_, index) => index).join()}]`,
    "The IN operator is provided with too many operands; number of operands: 101",
  ],
])("a condition is refused: %s", async (where, problem) => {
  const table = await partiqlTable(dynamo());
  expect(await table.problem(`SELECT * FROM T WHERE a='x' AND ${where}`)).toBe(problem);
});

test("a condition on the range key may be made of any others, and finds each item once", async () => {
  const table = await ordered();
  const cases: readonly [string, readonly string[]][] = [
    ["b > '1' AND b <= '3'", ["2", "3"]],
    ["'1' < b", ["2", "3"]],
    ["b BETWEEN '2' AND '3'", ["2", "3"]],
    ["begins_with(b, '2')", ["2"]],
    ["(b='1' OR b='2')", ["1", "2"]],
    ["b IN ['1','2']", ["1", "2"]],
    ["(b < '1' OR b > '1' OR b='1')", ["1", "2", "3"]],
    ["attribute_exists(a)", ["1", "2", "3"]],
    ["NOT b='1'", ["2", "3"]],
    ["b > '0' AND b <> '1'", ["2", "3"]],
    ["b='1' AND b > '0'", ["1"]],
    ["b='1' AND b > '5'", []],
  ];
  for (const [where, found] of cases) {
    expect(await keys(table, `a='o' AND ${where}`), where).toEqual(found.map((b) => `o/${b}`));
  }
  for (const negated of ["NOT b = '1'", "b <> '1'", "NOT b IN ['1']", "NOT (b = '1')"]) {
    expect(await keys(table, `a='o' AND ${negated} OR a='o' AND b='2'`), negated).toEqual(["o/2", "o/3"]);
  }
  expect(await keys(table, "a='o' AND b='1' OR a='p' AND b='2'")).toEqual(["o/1", "p/2"]);
  expect(await keys(table, "a='o' AND b='1' OR flag='p3'")).toHaveLength(2);
  expect(await keys(table, "a > 'o' AND b = '1'")).toEqual(["p/1"]);
  expect(await keys(table, "a > 1")).toEqual([]);
});

const values = (count: number): string => `[${Array.from({ length: count }, (_, index) => `'v${index}'`).join()}]`;

test("branches that overlap, are too many, or do not fit the key are refused", async () => {
  const { problem, items } = await ordered();
  const told = (where: string): Promise<string> => problem(`SELECT b FROM T WHERE ${where}`);
  for (const where of [
    "a IN ['o','o']",
    "a='o' OR a='o'",
    "a='o' AND (b > '0' OR b < '5')",
    "a='o' AND (b='1' OR flag='two')",
    "(a='o' AND flag='one') OR (a='o' AND flag='two')",
    "a='o' AND flag <> '1' OR a='o' AND b='2'",
  ]) {
    expect(await told(where), where).toBe("Overlapping conditions with range keys are not supported in where clause");
  }
  for (const where of [`a IN ${values(51)}`, `a='o' AND b IN ${values(51)}`, `a IN ${values(26)} AND b IN ['1','2']`]) {
    expect(await told(where)).toBe("Too many decomposed read operations for a given query.");
  }
  for (const where of [`a IN ${values(50)} AND flag IN ${values(100)}`, `a IN ${values(51)} OR flag='one'`]) {
    expect(await items(`SELECT b FROM T WHERE ${where}`)).toEqual([]);
  }
  const mismatch = "Key attribute's data type should match its data type in table's schema: Key";
  expect(await told("a = 1 OR a = 'o'")).toBe(`${mismatch} a`);
  expect(await told("a = 'o' AND b IN ['1', 2]")).toBe(`${mismatch} b`);
});

const all = (hash: string, ...ranges: string[]): readonly string[] => ranges.map((range) => `${hash}/${range}`);

test("ORDER BY orders by the key, and only where the hash key is fixed", async () => {
  const table = await ordered();
  expect(await keys(table, "a = 'o' ORDER BY b DESC")).toEqual(all("o", "3", "2", "1"));
  expect(await keys(table, "a = 'o' ORDER BY b")).toEqual(all("o", "1", "2", "3"));
  expect(await keys(table, "a = 'o' ORDER BY a ASC")).toEqual(all("o", "3", "2", "1"));
  expect(await keys(table, "a = 'o' AND b IN ['1', '3'] ORDER BY b DESC")).toEqual(all("o", "3", "1"));
  expect(await keys(table, "a IN ['o', 'p'] ORDER BY a DESC, b ASC")).toEqual([
    ...all("p", "1", "2", "3"),
    ...all("o", "1", "2", "3"),
  ]);
  const told = (rest: string): Promise<string> => table.problem(`SELECT b FROM T ${rest}`);
  expect(await told("ORDER BY b")).toBe("Must have WHERE clause in the statement when using ORDER BY clause.");
  expect(await told("WHERE a = 'o' ORDER BY Total DESC")).toBe(
    "Attribute Total in ORDER BY clause must be part of the primary key",
  );
  expect(await told("WHERE a > 'a' ORDER BY b")).toBe(
    "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
  );
  expect(await told("WHERE a IN ['o', 'p'] ORDER BY b DESC")).toBe(
    "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.",
  );
});

test("pages of a limit end with a token that goes on where they ended", async () => {
  const { run } = await ordered();
  for (const [statement, count] of [
    ["SELECT a, b FROM T", 6],
    ["SELECT a, b FROM T WHERE a IN ['o', 'p'] ORDER BY a DESC", 6],
    ["SELECT a, b FROM T WHERE a = 'o' AND b IN ['1', '2'] OR a = 'p'", 5],
    ["SELECT a, b FROM T WHERE flag <> 'o2'", 5],
  ] as const) {
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await run(statement, undefined, { Limit: 2, NextToken });
      seen.push(...(page.Items ?? []).map(({ a, b }) => `${a?.S}/${b?.S}`));
      expect(page.Items?.length).toBeLessThanOrEqual(2);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(new Set(seen).size, statement).toBe(count);
    expect(seen, statement).toHaveLength(count);
  }
  const first = await run("SELECT * FROM T WHERE a = 'o'", undefined, { Limit: 1 });
  expect(first.LastEvaluatedKey).toEqual({ a: { S: "o" }, b: { S: "1" } });
  const others = { NextToken: first.NextToken };
  const refused = "ValidationException: NextToken does not match request";
  expect(await refusal(run("SELECT * FROM T WHERE a = 'p'", undefined, others))).toBe(refused);
  const forged = ['{"of":"","read":-1}', '{"of":"","read":0,"key":{"a":{"S":1}}}', "[]"];
  for (const NextToken of ["nonsense", ...forged.map((text) => Buffer.from(text).toString("base64url"))]) {
    expect(await refusal(run("SELECT * FROM T", undefined, { NextToken }))).toBe(
      "ValidationException: Invalid NextToken",
    );
  }
});

test("more than ten reads take several pages", async () => {
  const { run } = await partiqlTable(dynamo());
  const names = Array.from({ length: 12 }, (_, index) => `k${index}`);
  for (const name of names) await run("INSERT INTO T VALUE {'a': ?, 'b': '1'}", [{ S: name }]);
  const statement = `SELECT a FROM T WHERE a IN [${names.map((name) => `'${name}'`).join()}]`;
  const first = await run(statement);
  expect(first.Items).toHaveLength(10);
  const second = await run(statement, undefined, { NextToken: first.NextToken });
  expect(second).toMatchObject({ Items: [{ a: { S: "k10" } }, { a: { S: "k11" } }], NextToken: undefined });
});

test("a read consumes by what it looked at, whatever the filter keeps", async () => {
  const { run, name } = await ordered();
  const units = async (statement: string, ConsistentRead: boolean): Promise<unknown> =>
    (await run(statement, undefined, { ConsistentRead, ReturnConsumedCapacity: "TOTAL" })).ConsumedCapacity;
  expect(await units("SELECT * FROM T WHERE a = 'o' AND flag = 'none'", false)).toEqual({
    TableName: name,
    CapacityUnits: 0.5,
  });
  expect(await units("SELECT * FROM T WHERE a = 'o' AND b = '1'", true)).toEqual({ TableName: name, CapacityUnits: 1 });
  expect(await units("SELECT * FROM T WHERE a IN ['o', 'p']", true)).toEqual({ TableName: name, CapacityUnits: 2 });
});
