import { expect, test } from "vitest";
import { type PartiqlTable, partiqlTable } from "../testing/run-partiql.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";

// What AWS writes and refuses, as public suites recorded it in September and October 2026:
// https://github.com/paritysuite/dynamodb-conformance, https://github.com/floci-io/floci.

const dynamo = useDynamo();

const FAILED = "ConditionalCheckFailedException: The conditional request failed";
const KEY = "a='x' AND b='1'";

/** A table with the item `x`, `1` of these attributes. */
async function tableWith(attributes: string): Promise<PartiqlTable> {
  const table = await partiqlTable(dynamo());
  await table.run(`INSERT INTO T VALUE {'a': 'x', 'b': '1', ${attributes}}`);
  return table;
}

test("an INSERT stores values of all types that a statement can write", async () => {
  const { run, get } = await partiqlTable(dynamo());
  const answer = await run(
    "INSERT INTO T value {'a':'x', 'b':'1', 'n':1, 'm' : {'e1': 'value', 'e2': 4}, 'l': [1,'text',[null]], 'ns':<<1,34,4.5>>, " +
      "'ss':<<'b','a'>>, 'yes': true, 'bytes': ?}",
    [{ B: Buffer.from([1]) }],
  );
  expect(answer).toEqual({ Items: [], ConsumedCapacity: undefined });
  expect(await get("x")).toEqual({
    a: { S: "x" },
    b: { S: "1" },
    n: { N: "1" },
    m: { M: { e1: { S: "value" }, e2: { N: "4" } } },
    l: { L: [{ N: "1" }, { S: "text" }, { L: [{ NULL: true }] }] },
    ns: { NS: ["1", "4.5", "34"] },
    ss: { SS: ["a", "b"] },
    yes: { BOOL: true },
    bytes: { B: Buffer.from([1]) },
  });
});

test("an INSERT of a key that is there is refused, and changes nothing", async () => {
  const { run, get } = await tableWith("'v': 1");
  expect(await refusal(run("INSERT INTO T VALUE {'a': 'x', 'b': '1', 'v': 2}"))).toBe(
    "DuplicateItemException: Duplicate primary key exists in table",
  );
  expect(await get("x")).toMatchObject({ v: { N: "1" } });
});

test.each([
  ["INSERT INTO T VALUE {'a': 'x'}", "One or more parameter values were invalid: Missing the key b in the item"],
  [
    "INSERT INTO T VALUE {'a': 'x', 'b': 1}",
    "One or more parameter values were invalid: Type mismatch for key b expected: S actual: N",
  ],
  [
    "INSERT INTO T VALUE ['x']",
    "Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.",
  ],
  ["INSERT INTO T VALUE {'a': 'x', 'a': 'y'}", "Duplicate keys in tuple. Key: a under root"],
  ["UPDATE T SET v = 1 WHERE a='x'", "Where clause does not contain a mandatory equality on all key attributes"],
  ["UPDATE T SET v = 1", "Where clause does not contain a mandatory equality on all key attributes"],
  ["FROM T WHERE v = 1 SET v = 2", "Where clause does not contain a mandatory equality on all key attributes"],
  ["DELETE FROM T WHERE v = 'alpha'", "Where clause does not contain a mandatory equality on all key attributes"],
  [
    "DELETE FROM T WHERE a IN ['x'] AND b='1'",
    "Where clause does not contain a mandatory equality on all key attributes",
  ],
  [
    `UPDATE T SET v = 1 WHERE ${KEY} AND a='other'`,
    "Multiple conditions on same key a. Only single item Update/Insert/Delete are supported",
  ],
  [
    `UPDATE T SET a = 'y' WHERE ${KEY}`,
    "One or more parameter values were invalid: Cannot update attribute a. This attribute is part of the key",
  ],
  [
    `DELETE FROM T WHERE ${KEY} RETURNING MODIFIED OLD *`,
    "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
  ],
  [
    `DELETE FROM T WHERE ${KEY} RETURNING ALL NEW *`,
    "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
  ],
])("%s is refused: %s", async (statement, problem) => {
  const table = await partiqlTable(dynamo());
  expect(await table.problem(statement)).toBe(problem);
});

test("an UPDATE sets, computes, appends, removes, and changes sets", async () => {
  const { run, get } = await tableWith(
    "'n': 5, 'gone': 1, 'm': {}, 'l': [1, 'text'], 'ns': <<1>>, 'ss': <<'a', 'b'>>, 'only': <<'o'>>",
  );
  await run(
    "UPDATE T SET n=n-1 SET m.k=[2020, 'text'] SET l = LIST_APPEND(l, [4]), ns = SET_ADD(ns, <<345, 48.4>>) " +
      `SET fresh = set_add(fresh, <<'f'>>) REMOVE gone SET ss = set_delete(ss, <<'a'>>) SET only = set_delete(only, <<'o'>>) WHERE ${KEY}`,
  );
  expect(await get("x")).toEqual({
    a: { S: "x" },
    b: { S: "1" },
    n: { N: "4" },
    m: { M: { k: { L: [{ N: "2020" }, { S: "text" }] } } },
    l: { L: [{ N: "1" }, { S: "text" }, { N: "4" }] },
    ns: { NS: ["1", "48.4", "345"] },
    ss: { SS: ["b"] },
    fresh: { SS: ["f"] },
  });
});

test.each([
  ["SET t = set_add(ss, <<'x'>>)", "The first argument to SET_ADD must equal the assignment value at 1:SET_ADD:7"],
  ["SET ss = set_add(ss)", "SET_ADD must have exactly two arguments at 1:SET_ADD:7"],
  ["SET ss = set_add(ss, <<1>>)", "An operand in the update expression has an incorrect data type"],
  ["SET n = set_add(n, <<1>>)", "An operand in the update expression has an incorrect data type"],
  [
    "SET nope = list_append(nope, [1])",
    "The provided expression refers to an attribute that does not exist in the item",
  ],
  ["SET n = 'a' + 1", "Incorrect operand type for operator or function; operator or function: +, operand type: S"],
  ["SET n = n - null", "Incorrect operand type for operator or function; operator or function: -, operand type: NULL"],
  [
    "SET n = 1 SET n = 2",
    "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]",
  ],
])("UPDATE … %s is refused: %s", async (clauses, problem) => {
  const table = await tableWith("'n': 1, 'ss': <<'a'>>");
  const statement = `UPDATE T ${clauses} WHERE ${KEY}`;
  const column = table.withTable(statement).indexOf("set_add") + 1;
  expect(await table.problem(statement)).toBe(problem.replace("1:SET_ADD", `1:${column}`));
});

test("a further condition of a WHERE is one of the write", async () => {
  const { run, get } = await tableWith("'flag': 'alpha'");
  for (const write of ["UPDATE T SET v = 9", "DELETE FROM T"]) {
    for (const condition of ["flag = 'beta'", "attribute_exists(nope)", "NOT begins_with(flag, 'al')"]) {
      expect(await refusal(run(`${write} WHERE ${KEY} AND ${condition}`)), condition).toBe(FAILED);
    }
  }
  await run(`UPDATE T SET v = 9 WHERE (a='x' AND '1' = b) AND flag = 'alpha' AND a='x'`);
  expect(await get("x")).toMatchObject({ flag: { S: "alpha" }, v: { N: "9" } });
  const failing = run(`UPDATE T SET v = 1 WHERE ${KEY} AND v = 1`, undefined, {
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  await expect(failing).rejects.toMatchObject({ members: { Item: { v: { N: "9" } } } });
  await run(`DELETE FROM T WHERE ${KEY} AND v = 9`);
  expect(await get("x")).toBeUndefined();
});

test("an UPDATE of an item that is not there fails, and a DELETE of it does nothing", async () => {
  const { run, get } = await partiqlTable(dynamo());
  for (const where of [KEY, `${KEY} AND attribute_not_exists(a)`]) {
    expect(await refusal(run(`UPDATE T SET v = 1 WHERE ${where}`))).toBe(FAILED);
    expect(await run(`DELETE FROM T WHERE ${where} AND flag = 'x'`)).toMatchObject({ Items: [] });
  }
  expect(await get("x")).toBeUndefined();
});

test("PartiQL's other form of UPDATE does the same", async () => {
  const { run } = await tableWith("'v': 1, 'w': 2");
  const answer = await run(`from T where ${KEY} AND v = 1 set c = ? remove w returning all new *`, [{ N: "7" }]);
  expect(answer.Items).toEqual([{ a: { S: "x" }, b: { S: "1" }, v: { N: "1" }, c: { N: "7" } }]);
});

test("RETURNING shows the item or what was changed of it, before or after", async () => {
  const { run } = await tableWith("'v': 1, 'l': ['p', 'q', 'r']");
  const answer = async (statement: string): Promise<unknown> => (await run(statement)).Items;
  const update = (clauses: string, returning: string): string =>
    `UPDATE T ${clauses} WHERE ${KEY} RETURNING ${returning} *`;
  expect(await answer(update("SET v = 2", "MODIFIED OLD"))).toEqual([{ v: { N: "1" } }]);
  expect(await answer(update("SET v = 3", "MODIFIED NEW"))).toEqual([{ v: { N: "3" } }]);
  expect(await answer(update("SET l[2] = 's', l[0] = 'o'", "MODIFIED OLD"))).toEqual([
    { l: { L: [{ S: "p" }, { S: "r" }] } },
  ]);
  expect(await answer(update("REMOVE l", "ALL OLD"))).toMatchObject([{ v: { N: "3" }, l: { L: [{}, {}, {}] } }]);
  expect(await answer(update("REMOVE v", "MODIFIED NEW"))).toEqual([]);
  expect(await answer(`DELETE FROM T WHERE ${KEY} RETURNING ALL OLD *`)).toEqual([{ a: { S: "x" }, b: { S: "1" } }]);
  expect(await answer(`DELETE FROM T WHERE ${KEY} RETURNING ALL OLD *`)).toEqual([]);
});

test("a write consumes as the operation on the item does", async () => {
  const { run, name } = await partiqlTable(dynamo());
  const insert = await run("INSERT INTO T VALUE {'a':'x','b':'1','v':?}", [{ S: "v".repeat(1500) }], {
    ReturnConsumedCapacity: "INDEXES",
  });
  expect(insert.ConsumedCapacity).toEqual({ TableName: name, CapacityUnits: 2, Table: { CapacityUnits: 2 } });
});
