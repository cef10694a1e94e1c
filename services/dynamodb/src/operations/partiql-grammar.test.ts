import { expect, test } from "vitest";
import { attribute, hash } from "../testing/table-requests.ts";
import { partiqlTable } from "../testing/run-partiql.ts";
import { useDynamo } from "../testing/use-dynamo.ts";

// What AWS's parser takes and refuses, as public suites recorded it from AWS in September and October 2026:
// https://github.com/paritysuite/dynamodb-conformance, https://github.com/floci-io/floci.

const dynamo = useDynamo();

const numberKey = { AttributeDefinitions: [attribute("a", "N")], KeySchema: [hash("a")] };

const MALFORMED = "Statement wasn't well formed, can't be processed: ";

test.each([
  ["SELECT * FROM T WHERE a = 1 foo", "Unexpected token after expression"],
  ["SELECT * FROM T WHERE a = 1 e5", "Unexpected token after expression"],
  ["SELECT * FROM T WHERE a = 1)", "Unexpected token after expression"],
  ["INSERT INTO T VALUE {'a': 1} foo", "Unexpected token after expression"],
  ["INSERT INTO T t VALUE {'a': 1}", "Unexpected token after expression"],
  ["UPDATE T SET b = 9 WHERE a = 1 foo", "Unexpected token after expression"],
  ["DELETE FROM T WHERE a = 1 ORDER BY a", "Unexpected token after expression"],
  ["SELECT * FROM T ORDER BY a WHERE a = 1", "Unexpected token after expression"],
  ["FROM T SET c = 1 WHERE a = 1", "Unexpected token after expression"],
  ["SELECT * FROM T WHERE a = 1e2147483648", ""],
  ["SELECT * FROM T WHERE a = 1.5e-2147483647", ""],
  ["SELECT * FROM T WHERE a = 1 # note", ""],
  ["SELECT * FROM T WHERE a = 1 /* note", ""],
  ['SELECT * FROM "unterminated', ""],
  ["SELECT * FROM T WHERE", "Unexpected term"],
  ["SELECT * FROM T WHERE;", "Unexpected term"],
  ["SELECT * FROM T WHERE NOT", "Unexpected term"],
  ["SELECT * FROM T WHERE (", "Unexpected term"],
  ["SELECT * FROM", "Unexpected term"],
  ["UPDATE T SET a = 1 WHERE", "Unexpected term"],
  ["SELECT * FROM T WHERE a = 1 AND", "Missing right-hand side expression of infix operator"],
  ["SELECT * FROM T WHERE ORDER BY a", "Unexpected keyword"],
  ["SELECT * FROM T WHERE IS NULL", "Unexpected operator"],
  ["SELECT * FROM T WHERE a = LIKE", "Unexpected operator"],
  ["SELECT * FROM T WHERE a = 1 AND x IS FOO", "Expected type name"],
  ["SELECT * FROM T WHERE attribute_exists(m.inner)", "Invalid path dot component"],
  ["DELETE FROM", "Expected identifier for simple path"],
  ["DELETE FROM WHERE a = 1", "Expected identifier for simple path"],
  ["SLECT * FROM T WHERE a = 1", "Expected data manipulation"],
  ["UPDATE Payment-production SET b = 1 WHERE a = 1", "Expected data manipulation"],
])("%s is not well formed: %s", async (statement, problem) => {
  const { problem: told } = await partiqlTable(dynamo(), numberKey);
  expect(await told(statement)).toBe(MALFORMED + problem);
});

test.each([
  ["SELECT * FROM T t WHERE a = 1", "Aliasing is not supported"],
  ["SELECT * FROM T AS t WHERE a = 1", "Aliasing is not supported"],
  ["UPDATE T t SET b = 3 WHERE a = 1", "Aliasing is not supported"],
  ["DELETE FROM T t WHERE a = 1", "Aliasing is not supported"],
  ['SELECT * FROM T."i"."more"', "A path may contain at most 2 components in the FROM clause"],
  ['SELECT * FROM T.""', "Path component cannot be an empty string"],
  ['SELECT * FROM "" WHERE a = 1', "Path component cannot be an empty string"],
  ['SELECT * FROM T."i" WHERE a = 1', "The table does not have the specified index"],
  ['UPDATE T."i" SET b = 1 WHERE a = 1', "This operation is not supported on an index"],
  ['DELETE FROM T."i" WHERE a = 1', "This operation is not supported on an index"],
  [
    "INSERT INTO T.\"i\" VALUE {'a': 1}",
    "FROM clause may only contain a single table name in data manipulation statements",
  ],
  ["SELECT attribute_exists(b) FROM T", "Unexpected path component at 1:8:16"],
  ["SELECT l[-1] FROM T", "List index is not within the allowable range; index: [-1] at 1:11:1"],
  ["SELECT l[2147483648] FROM T", "List index is not within the allowable range; index: [2147483648] at 1:10:10"],
  ["EXISTS(SELECT * FROM T WHERE a = 1)", "EXISTS can only be used in ExecuteTransaction write requests."],
])("%s is refused: %s", async (statement, problem) => {
  const { problem: told } = await partiqlTable(dynamo(), numberKey);
  expect(await told(statement)).toBe(problem);
});

test("the place of a word is told by its line, column and length", async () => {
  const { problem } = await partiqlTable(dynamo());
  const where = "\nWHERE a='x' AND b='1'";
  expect(await problem(`UPDATE T\nSET Members = set_add(Members, 'x')${where}`)).toBe(
    "The second argument to SET_ADD must be a value with type SET at 2:23:7",
  );
  expect(await problem(`UPDATE T\nSET "Members" = set_delete("Members", ['x'])${where}`)).toBe(
    "The second argument to SET_DELETE must be a value with type SET at 2:28:9",
  );
  expect(await problem(`SELECT * FROM T /* two\nlines */ WHERE EXISTS(ss)`)).toBe(
    "Unrecognized function: exists at 2:16:6",
  );
});

test("a number is read in every form, and told where it is none of DynamoDB's", async () => {
  const { run, items, problem } = await partiqlTable(dynamo(), numberKey);
  await run("INSERT INTO T VALUE {'a': 7.31e6, 'm': -1.5E-3, 'q': 'it''s'}");
  for (const form of ["7.31E6", "7.31e+6", "731e4", "73100000e-1", "- - 7310000", "+7310000"]) {
    expect(await items(`SELECT q FROM T WHERE a = ${form} AND m = -.0015`), form).toEqual([{ q: { S: "it's" } }]);
  }
  const overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
  expect(await problem("SELECT * FROM T WHERE a = 1e126")).toBe(`${overflow} under root`);
  expect(await problem("INSERT INTO T VALUE {'a': 1, 'm': {'x': 1e126}}")).toBe(`${overflow} under root.x`);
  expect(await problem("INSERT INTO T VALUE {'a': 1, 'l': [1, 1e126]}")).toBe(`${overflow} under root[1]`);
  expect(await problem("SELECT * FROM T WHERE a = 123456789012345678901234567890123456789")).toBe(
    "Attempting to store more than 38 significant digits in a Number under root",
  );
});

test("comments are skipped wherever space may be, and not inside of text", async () => {
  const { run, items } = await partiqlTable(dynamo());
  await run("INSERT INTO T VALUE {'a': 'x', 'b': '1', 'note': 'a--b /*c*/'}");
  const key = "a/* key */='x' AND b='1'";
  expect(
    await items(`-- before\nSELECT/**/* FROM T -- the table\nWHERE ${key} AND note = 'a--b /*c*/'; -- done`),
  ).toHaveLength(1);
});

test("deep parentheses and texts of many operators end in an answer", async () => {
  const { problem, items } = await partiqlTable(dynamo());
  expect(await problem(`SELECT * FROM T WHERE ${"(".repeat(4000)}a = 'x'${")".repeat(4000)}`)).toBe(MALFORMED);
  expect(await items(`SELECT * FROM T WHERE ${"NOT ".repeat(1900)}c = 'x'`)).toEqual([]);
  const alternatives = Array.from({ length: 300 }, (_, index) => `(a='${index}' OR b='${index}')`).join(" AND ");
  expect(await problem(`SELECT * FROM T WHERE ${alternatives}`)).toBe(
    "Too many decomposed read operations for a given query.",
  );
});

const insert = (value: string): string => `INSERT INTO T VALUE {'a': 'x', 'b': '1', 'v': ${value}}`;
const NESTED = "Nesting Levels have exceeded supported limits under root";

test("a literal that no attribute can have is refused where it stands", async () => {
  const { problem, run, get } = await partiqlTable(dynamo());
  expect(await problem(insert("<<>>"))).toBe("Empty bags are not supported");
  expect(await problem(insert("<<1, 'a'>>"))).toBe(
    "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags",
  );
  const invalid = "One or more parameter values were invalid: Input collection";
  expect(await problem(insert("<<'a', 'a'>>"))).toBe(`${invalid} [a, a] contains duplicates.`);
  expect(await problem(insert("<<2, 2.0>>"))).toBe(`${invalid} [2, 2.0] contains duplicates! under root`);
  expect(await problem(insert(`${"{'a':".repeat(32)}1${"}".repeat(32)}`))).toBe(`${NESTED}${".a".repeat(32)}`);
  expect(await problem(insert(`{'a':${"[".repeat(31)}1${"]".repeat(31)}}`))).toBe(`${NESTED}.a${"[0]".repeat(31)}`);
  expect(await get("x")).toBeUndefined();
  await run(insert(`${"{'a':".repeat(31)}1${"}".repeat(31)}`));
  expect(await get("x")).toBeDefined();
});

test("a parameter stands for a whole value, and its problems come before those of the statement", async () => {
  const { problem, run, items, withTable } = await partiqlTable(dynamo());
  const [malformed, twoParameters] = ["UPDATE T SET WHERE", "INSERT INTO T VALUE {'a':?,'b':'1','n':?}"];
  const invalid = "One or more parameter values were invalid: ";
  expect(await problem(malformed, [{ SS: ["a", "a"] }])).toBe(`${invalid}Input collection [a, a] contains duplicates.`);
  expect(await problem(malformed, [{ SS: [] }])).toBe(`${invalid}An string set  may not be empty`);
  expect(await problem(malformed, [{ N: "abc" }])).toBe("The parameter cannot be converted to a numeric value: abc");
  expect(await problem(twoParameters, [{ S: "x" }])).toBe("Number of parameters in request and statement don't match.");
  const nested = "INSERT INTO T VALUE {'a':'x','b':'1','m':{'k':?}}";
  expect(await problem(nested, [{ S: "v" }])).toBe(
    `Unsupported data type: Parameter under key root.k at 1:${withTable(nested).indexOf("?") + 1}:1`,
  );
  await run(twoParameters, [{ S: "x" }, { N: "1.0" }]);
  expect(await items("SELECT n FROM T WHERE a = ? AND n IN [?, 2]", [{ S: "x" }, { N: "1" }])).toEqual([
    { n: { N: "1" } },
  ]);
});
