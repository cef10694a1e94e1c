import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  ExecuteTransactionCommand,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { ORDERS, refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

const execute = (Statement: string, Parameters?: AttributeValue[], more: Partial<ExecuteStatementCommandInput> = {}) =>
  dynamo.client().send(new ExecuteStatementCommand({ Statement, Parameters, ...more }));
const items = async (statement: string, parameters?: AttributeValue[]) => (await execute(statement, parameters)).Items;

describe("a statement", () => {
  it("inserts, selects, updates and deletes", async () => {
    const table = await dynamo.createTable();
    await execute(
      `INSERT INTO "${table}" VALUE {'id': 'a', 'count': 1, 'tags': <<'x', 'y'>>, 'list': [1, {'b': true}]}`,
    );
    const all = `SELECT * FROM "${table}" WHERE id = ?`;
    const whole = { id: { S: "a" }, count: { N: "1" }, list: { L: [{ N: "1" }, { M: { b: { BOOL: true } } }] } };
    expect(await items(all, [{ S: "a" }])).toEqual([{ ...whole, tags: { SS: ["x", "y"] } }]);
    await execute(`UPDATE "${table}" SET "count" = "count" + ? REMOVE tags WHERE id = 'a'`, [{ N: "2" }]);
    expect(await items(`SELECT "count", "list"[1].b FROM "${table}" WHERE id = 'a'`)).toEqual([
      { count: { N: "3" }, b: { BOOL: true } },
    ]);
    expect(await items(`DELETE FROM "${table}" WHERE id = 'a' RETURNING ALL OLD *`)).toEqual([
      { ...whole, count: { N: "3" } },
    ]);
    expect(await items(all, [{ S: "a" }])).toEqual([]);
  });

  it("queries an index, in its order, in pages", async () => {
    const table = await dynamo.createTable(ORDERS);
    for (const number of [3, 1, 2]) {
      await execute(`INSERT INTO "${table}" VALUE {'customer': 'ada', 'number': ?, 'status': 'open', 'total': 7}`, [
        { N: String(number) },
      ]);
    }
    const statement = `SELECT "number" FROM "${table}"."by-status" WHERE "status" = 'open' ORDER BY "number" DESC`;
    await soon(async () => expect(await items(statement)).toHaveLength(3));
    const first = await execute(statement, undefined, { Limit: 2 });
    const second = await execute(statement, undefined, { Limit: 2, NextToken: first.NextToken });
    expect([first.Items, second.Items]).toEqual([
      [{ number: { N: "3" } }, { number: { N: "2" } }],
      [{ number: { N: "1" } }],
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  it("that inserts what is there is refused", async () => {
    const table = await dynamo.createTable();
    const insert = `INSERT INTO "${table}" VALUE {'id': 'a'}`;
    await execute(insert);
    expect(await refusal(execute(insert))).toBe("400 DuplicateItemException: Duplicate primary key exists in table");
  });

  it.each([
    ["SELEKT * FROM a", "Statement wasn't well formed, can't be processed"],
    ["", "Member must have length greater than or equal to 1"],
  ])("%s is refused in AWS's words", async (statement, message) => {
    expect(await refusal(execute(statement))).toContain(message);
  });
});

describe("several statements", () => {
  it("are done each for itself, and each has its answer", async () => {
    const table = await dynamo.createTable();
    await execute(`INSERT INTO "${table}" VALUE {'id': 'a'}`);
    const { Responses } = await dynamo.client().send(
      new BatchExecuteStatementCommand({
        Statements: [
          { Statement: `INSERT INTO "${table}" VALUE {'id': 'a'}` },
          { Statement: `INSERT INTO "${table}" VALUE {'id': 'b'}` },
        ],
      }),
    );
    expect(Responses).toMatchObject([{ Error: { Code: "DuplicateItem" }, TableName: table }, { TableName: table }]);
    expect(await items(`SELECT id FROM "${table}" WHERE id = 'b'`)).toEqual([{ id: { S: "b" } }]);
  });

  it("in a transaction are done all or none", async () => {
    const table = await dynamo.createTable();
    await execute(`INSERT INTO "${table}" VALUE {'id': 'a'}`);
    const transact = (...statements: string[]) =>
      dynamo
        .client()
        .send(new ExecuteTransactionCommand({ TransactStatements: statements.map((Statement) => ({ Statement })) }));
    const insert = (id: string): string => `INSERT INTO "${table}" VALUE {'id': '${id}'}`;
    await expect(transact(insert("b"), insert("a"))).rejects.toThrow(TransactionCanceledException);
    expect(await items(`SELECT * FROM "${table}" WHERE id = 'b'`)).toEqual([]);
    await transact(insert("b"), `UPDATE "${table}" SET v = 1 WHERE id = 'a'`);
    const { Responses } = await transact(
      `SELECT * FROM "${table}" WHERE id = 'a'`,
      `SELECT * FROM "${table}" WHERE id = 'b'`,
    );
    expect(Responses).toEqual([{ Item: { id: { S: "a" }, v: { N: "1" } } }, { Item: { id: { S: "b" } } }]);
  });
});
