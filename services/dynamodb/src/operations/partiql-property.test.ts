import { AwsError } from "@skylab/aws";
import { expect, test } from "vitest";
import { Chance } from "../domain/expression/random-items.ts";
import { partiqlTable } from "../testing/run-partiql.ts";
import { useDynamo } from "../testing/use-dynamo.ts";

const dynamo = useDynamo();

test("a WHERE that is decomposed into reads by the key finds what a scan finds", async () => {
  const table = await partiqlTable(dynamo());
  for (const a of ["o", "p", "q"]) {
    for (const b of ["1", "2", "3", "4"]) await table.run(`INSERT INTO T VALUE {'a': '${a}', 'b': '${b}', 'n': ${b}}`);
  }
  const chance = new Chance(11);
  const range = (): string => chance.pick(["'1'", "'2'", "'3'", "'4'"]);
  const hash = (): string => chance.pick(["a = 'o'", "a = 'p'", "a IN ['o', 'q']", "'q' = a"]);
  const single = (): string =>
    chance.pick([
      `b ${chance.pick(["=", "<", "<=", ">", ">=", "<>"])} ${range()}`,
      `${range()} < b`,
      `b BETWEEN ${range()} AND '4'`,
      `b IN [${range()}]`,
      `NOT b = ${range()}`,
      `begins_with(b, ${range()})`,
      `n > ${chance.below(4)}`,
    ]);
  const branch = (): string => `${hash()} AND ${single()}${chance.one(3) ? ` AND ${single()}` : ""}`;
  let found = 0;
  for (let count = 0; count < 600; count++) {
    const where = chance.pick([
      branch(),
      `(${branch()}) OR (${branch()})`,
      `${hash()} AND (${single()} OR ${single()})`,
    ]);
    const keys = async (condition: string): Promise<readonly string[] | undefined> =>
      table.items(`SELECT a, b FROM T WHERE ${condition}`).then(
        (items) => items.map(({ a, b }) => `${a?.S}/${b?.S}`).toSorted((one, other) => (one < other ? -1 : 1)),
        (error: unknown) => {
          if (error instanceof AwsError && /^Overlapping|BETWEEN/.test(error.message)) return undefined;
          throw error;
        },
      );
    const decomposed = await keys(where);
    if (decomposed === undefined) continue;
    found += decomposed.length;
    expect(decomposed, where).toEqual(await keys(`(${where}) OR nope = 1`));
  }
  expect(found).toBeGreaterThan(500);
});

test("whatever is in a statement, it is answered or refused in words", async () => {
  const { run } = await partiqlTable(dynamo());
  const chance = new Chance(7);
  const one = (...choices: readonly string[]): string => chance.pick(choices);
  const value = (): string =>
    one("'x'", "1", "- 2.5e3", "null", "true", "[ 1 , 'a' ]", "<< 'a' >>", "{ 'k' : 1 }", "MISSING");
  const path = (): string => one("a", "b", "n", "m.k", "l[0]", '"__proto__"', "toString");
  const single = (): string =>
    one(
      `${path()} ${one("=", "<>", "<", ">=")} ${value()}`,
      `${path()} IN [ ${value()} , ${value()} ]`,
      `${path()} BETWEEN ${value()} AND ${value()}`,
      `${path()} IS ${one("", "NOT")} ${one("MISSING", "NULL", "STRING")}`,
      `${one("begins_with", "contains", "attribute_type")} ( ${path()} , ${value()} )`,
      `size ( ${path()} ) > ${value()}`,
    );
  const condition = (): string =>
    one(single(), `( ${single()} OR ${single()} )`, `NOT ${single()}`, `a = 'x' AND ${single()}`);
  const where = (): string => `WHERE ${condition()} ${one("AND", "OR")} ${condition()}`;
  const statement = (): string =>
    one(
      `SELECT ${one("*", path())} FROM T ${where()} ${one("", "ORDER BY b DESC")}`,
      `UPDATE T SET ${path()} = ${one(value(), `${path()} + ${value()}`, `set_add ( n , ${value()} )`)} ${where()}`,
      `DELETE FROM T ${where()} AND a = 'x' AND b = '1'`,
      `INSERT INTO T VALUE { 'a' : 'x' , 'b' : '1' , 'v' : ${value()} }`,
    );
  const codes = new Set<string>();
  for (let count = 0; count < 2000; count++) {
    const words = statement().split(" ");
    if (chance.below(3) === 0)
      words.splice(
        chance.below(words.length),
        chance.below(2),
        ...words.slice(chance.below(words.length)).slice(0, chance.below(3)),
      );
    const told = await run(words.join(" ")).then(
      () => "answered",
      (error: unknown) => (error instanceof AwsError ? error.code : `${words.join(" ")}: ${String(error)}`),
    );
    codes.add(told);
  }
  expect([...codes].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    "ConditionalCheckFailedException",
    "DuplicateItemException",
    "ValidationException",
    "answered",
  ]);
});
