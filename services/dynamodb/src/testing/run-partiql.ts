import type { AttributeValue } from "../domain/item/attribute-value.ts";
import { ExecuteStatement } from "../operations/ExecuteStatement.ts";
import { ExecuteTransaction } from "../operations/ExecuteTransaction.ts";
import { GetItem } from "../operations/GetItem.ts";
import type { Operation } from "../operation.ts";
import { makeTable, rangeKey } from "./make-table.ts";
import { refusal } from "@skylab/service/testing";
import { type TestDynamo } from "./use-dynamo.ts";

type ExecuteInput = Parameters<Operation<"ExecuteStatement">>[0];
type Value = NonNullable<ExecuteInput["Parameters"]>[number];

/** A table of the key `a`, `b`, and statements on it: `T` in a statement stands for the table in quotes. */
export async function partiqlTable(dynamo: TestDynamo, request: Parameters<typeof makeTable>[1] = rangeKey) {
  const name = await makeTable(dynamo, request);
  const withTable = (statement: string): string => statement.replaceAll(/\bT\b/g, `"${name}"`);
  const run = (statement: string, parameters?: Value[], others: Partial<ExecuteInput> = {}) =>
    dynamo.call(ExecuteStatement, { Statement: withTable(statement), Parameters: parameters, ...others });
  const transact = (...statements: string[]) =>
    dynamo.call(ExecuteTransaction, { TransactStatements: statements.map((one) => ({ Statement: withTable(one) })) });
  return {
    name,
    withTable,
    run,
    transact,
    /** The items that a SELECT answers. */
    items: async (statement: string, parameters?: Value[]) => (await run(statement, parameters)).Items ?? [],
    /** The message with which a statement is refused. */
    problem: async (statement: string, parameters?: Value[]) =>
      (await refusal(run(statement, parameters))).replace(/^ValidationException: /, ""),
    transactProblem: async (...statements: string[]) =>
      (await refusal(transact(...statements))).replace(/^ValidationException: /, ""),
    get: async (a: string, b = "1"): Promise<Readonly<Record<string, AttributeValue>> | undefined> => {
      const { Item } = await dynamo.call(GetItem, { TableName: name, Key: { a: { S: a }, b: { S: b } } });
      return Item as Readonly<Record<string, AttributeValue>> | undefined; // as: what was stored is one of these values.
    },
  };
}

export type PartiqlTable = Awaited<ReturnType<typeof partiqlTable>>;
