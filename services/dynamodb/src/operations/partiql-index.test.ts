import { beforeAll, expect, test } from "vitest";
import { all, attribute, hash, range } from "../testing/table-requests.ts";
import { type PartiqlTable, partiqlTable } from "../testing/run-partiql.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";

// How AWS reads indexes, as a public suite recorded it in September and October 2026:
// https://github.com/paritysuite/dynamodb-conformance.

const dynamo = useDynamo();

const keysOnly = { ProjectionType: "KEYS_ONLY" as const };
const withShown = { ProjectionType: "INCLUDE" as const, NonKeyAttributes: ["shown"] };

let table: PartiqlTable;

beforeAll(async () => {
  table = await partiqlTable(dynamo(), {
    AttributeDefinitions: ["a", "b", "g", "h", "l"].map((name) => attribute(name)),
    KeySchema: [hash("a"), range("b")],
    GlobalSecondaryIndexes: [
      { IndexName: "all", KeySchema: [hash("g")], Projection: all },
      { IndexName: "some", KeySchema: [hash("h")], Projection: withShown },
      { IndexName: "multi", KeySchema: [hash("g"), hash("h")], Projection: all },
    ],
    LocalSecondaryIndexes: [{ IndexName: "local", KeySchema: [hash("a"), range("l")], Projection: keysOnly }],
  });
  for (const [b, g, h] of [
    ["1", "x", "y"],
    ["2", "z", "y"],
    ["4", "x", "q"],
  ]) {
    const item = `{'a': 'p', 'b': '${b}', 'g': '${g}', 'h': '${h}', 'l': 'l${b}', 'shown': 's${b}', 'other': 'o${b}'}`;
    await table.run(`INSERT INTO T VALUE ${item}`);
  }
  await table.run("INSERT INTO T VALUE {'a': 'p', 'b': '3', 'other': 'o3'}");
});

const ranges = async (statement: string): Promise<readonly string[]> =>
  (await table.items(statement)).map(({ b }) => b?.S ?? "").toSorted((one, other) => (one < other ? -1 : 1));

test("a SELECT from an index finds what is in the index, with what it projects", async () => {
  expect(await ranges("SELECT b FROM T.\"all\" WHERE g = 'x'")).toEqual(["1", "4"]);
  expect(await ranges('SELECT b FROM T."all"')).toEqual(["1", "2", "4"]);
  expect(await ranges("SELECT b FROM T.\"all\" WHERE a = 'p'")).toEqual(["1", "2", "4"]);
  expect(await ranges("SELECT b FROM T WHERE a = 'p'")).toEqual(["1", "2", "3", "4"]);
  const [one] = await table.items("SELECT * FROM T.\"some\" WHERE h = 'q'");
  expect(one).toEqual({ a: { S: "p" }, b: { S: "4" }, h: { S: "q" }, shown: { S: "s4" } });
  expect(await ranges("SELECT b FROM T.\"local\" WHERE a = 'p' AND l BETWEEN 'l1' AND 'l2'")).toEqual(["1", "2"]);
  const down = await table.items("SELECT b FROM T.\"local\" WHERE a = 'p' ORDER BY l DESC");
  expect(down.map(({ b }) => b?.S)).toEqual(["4", "2", "1"]);
});

test("a local index fetches what it lacks from the table, and a global one refuses", async () => {
  const { Items, ConsumedCapacity } = await table.run("SELECT other FROM T.\"local\" WHERE a = 'p'", undefined, {
    ConsistentRead: true,
    ReturnConsumedCapacity: "INDEXES",
  });
  expect(Items).toEqual([{ other: { S: "o1" } }, { other: { S: "o2" } }, { other: { S: "o4" } }]);
  expect(ConsumedCapacity).toMatchObject({
    Table: { CapacityUnits: 3 },
    LocalSecondaryIndexes: { local: { CapacityUnits: 1 } },
  });
  const lacks = "One or more parameter values were invalid: Global secondary index some does not project";
  expect(await table.problem("SELECT other, more FROM T.\"some\" WHERE h = 'y'")).toBe(`${lacks} [other, more]`);
  expect(await table.problem('SELECT other FROM T."some"')).toBe(`${lacks} [other]`);
});

const some = (where: string): string => `SELECT b FROM T."some" WHERE ${where}`;

const lacking = (index: string, names: string): string =>
  `One or more parameter values were invalid: Secondary index ${index} does not project one or more filter attributes: [${names}]`;

test("an index that is asked by its key does not filter by what it lacks", async () => {
  for (const where of [
    "h = 'y' AND other = 'o1'",
    "h = 'y' AND NOT other = 'o1'",
    "h IN ['y', 'z'] AND other = 'o1'",
    "h = 'y' AND other IS MISSING",
    "h = 'y' AND NOT (other='o1' OR shown='x')",
    "(h='y' OR h='z') AND other='1'",
  ]) {
    expect(await table.problem(some(where)), where).toBe(lacking("some", "other"));
  }
  expect(await table.problem("SELECT b FROM T.\"local\" WHERE a = 'p' AND other = 'o1'")).toBe(
    lacking("local", "other"),
  );
  expect(await table.problem(some("(h='b' AND u1='1') OR (h='q' AND u2='1')"))).toBe(lacking("some", "u2"));
  expect(await table.problem(some("(h='q' AND u1='1') OR (h='b' AND u2='1')"))).toBe(lacking("some", "u1"));
  for (const [where, found] of [
    ["other = 'o1'", []],
    ["NOT other = 'o1'", ["1", "2", "4"]],
    ["h = 'y' AND shown = 's1'", ["1"]],
    ["(h = 'y' AND other = 'o1') OR (h = 'q')", ["4"]],
    ["h='y' AND (h='z' OR other='1')", []],
    ["h='y' AND (shown='s1' OR shown='s2')", ["1", "2"]],
  ] as const) {
    expect(await ranges(some(where)), where).toEqual(found);
  }
});

test("an index is refused where it cannot be read so", async () => {
  expect(await refusal(table.run("SELECT * FROM T.\"all\" WHERE g = 'x'", undefined, { ConsistentRead: true }))).toBe(
    "ValidationException: Strongly consistent read is not supported on Global Secondary Indexes",
  );
  const multi =
    "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.";
  for (const rest of ["", " WHERE g = 'x' AND h = 'y'", " WHERE g = 5"]) {
    expect(await table.problem(`SELECT * FROM T."multi"${rest}`)).toBe(multi);
  }
});

test("a token of one index is none of another", async () => {
  const first = await table.run("SELECT b FROM T.\"some\" WHERE h = 'y'", undefined, { Limit: 1 });
  const second = await table.run("SELECT b FROM T.\"some\" WHERE h = 'y'", undefined, { NextToken: first.NextToken });
  expect([...(first.Items ?? []), ...(second.Items ?? [])]).toEqual([{ b: { S: "1" } }, { b: { S: "2" } }]);
  const other = table.run("SELECT b FROM T.\"all\" WHERE g = 'x'", undefined, { NextToken: first.NextToken });
  expect(await refusal(other)).toBe("ValidationException: NextToken does not match request");
});
