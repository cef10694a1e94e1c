import { AwsError, type Place } from "@skylab/aws";
import type { Item } from "../domain/item/attribute-value.ts";
import { checkKey } from "../domain/item/check-key.ts";
import { resourceNotFound, validationError } from "../domain/errors.ts";
import type { Projection } from "../domain/expression/index.ts";
import type { ItemWrite } from "../domain/item/item-write.ts";
import {
  type PreparedSelect,
  prepareSelect,
  type PreparedWrite,
  prepareWrite,
  type RawStatement,
  readNode,
  readParameters,
  type SourceNode,
  sourceAddress,
} from "../domain/partiql/index.ts";
import type { Table } from "../domain/table/table.ts";
import type { TableAddress } from "../domain/table/table-name.ts";
import { type Judged, valuesOf } from "../domain/transaction/transaction.ts";
import { selectedKey } from "./single-select.ts";
import type { DynamoStore } from "../store/store.ts";

/** A statement of a transaction, before its table is known. */
export type PreparedStatement<Prepared> = {
  readonly position: number;
  readonly from: SourceNode;
  readonly address: TableAddress;
  readonly prepared: Prepared;
};

/** What a statement of a transaction does to an item. */
export type StatementWrite = ItemWrite & { readonly tableName: string; readonly address: TableAddress };

/** What a statement of a transaction reads. */
export type StatementRead = {
  readonly tableName: string;
  readonly address: TableAddress;
  readonly key: Item;
  readonly projection: Projection | undefined;
  readonly checkTable: (table: Table) => void;
};

type RawTransactStatement = RawStatement & { readonly ReturnValuesOnConditionCheckFailure?: string | undefined };

/**
 * Reads the statements of a transaction: the parameters of all of them come first.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function prepareStatements(
  statements: readonly RawTransactStatement[],
  place: Place,
): {
  readonly reads: readonly PreparedStatement<PreparedSelect>[];
  readonly writes: readonly PreparedStatement<PreparedWrite>[];
} {
  const reads: PreparedStatement<PreparedSelect>[] = [];
  const writes: PreparedStatement<PreparedWrite>[] = [];
  const parameters = statements.map((statement) => readParameters(statement));
  for (const [position, statement] of statements.entries()) {
    inStatement(position, () => {
      const values = parameters[position] ?? [];
      const node = readNode(statement, values);
      const { from } = node;
      const named = { position, from, address: sourceAddress(from, place) };
      if (node.type === "select") reads.push({ ...named, prepared: prepareSelect(node, values) });
      else {
        const tellsOldItem = statement.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
        writes.push({ ...named, prepared: prepareWrite(node, { parameters: values, tellsOldItem }) });
      }
    });
  }
  return { reads, writes };
}

/** @throws AwsError `ValidationException`, or `TransactionCanceledException` where a table is missing */
export const readyWrites = (
  statements: readonly PreparedStatement<PreparedWrite>[],
  store: DynamoStore,
): Promise<readonly StatementWrite[]> =>
  onTables(statements, store, ({ prepared, from, address }, table) => {
    if (prepared.returning !== undefined) {
      throw validationError("RETURNING clause is not supported in ExecuteTransaction.");
    }
    return { ...prepared.inTransaction(table), tableName: from.table, address };
  });

/** @throws AwsError as `readyWrites` */
export const readyReads = (
  statements: readonly PreparedStatement<PreparedSelect>[],
  store: DynamoStore,
): Promise<readonly StatementRead[]> =>
  onTables(statements, store, ({ prepared, from, address }, table) => {
    if (from.index !== undefined) throw validationError("Reads on indices are not supported within transactions.");
    const key = selectedKey(prepared, table, "ExecuteTransaction");
    const checkTable = (now: Table): void => checkKey(key, now.key);
    return { tableName: from.table, address, key, projection: prepared.projection, checkTable };
  });

/** What is wrong with a statement on its table comes before that the table of another one is missing. */
async function onTables<Prepared, Ready>(
  statements: readonly PreparedStatement<Prepared>[],
  { tables }: DynamoStore,
  ready: (statement: PreparedStatement<Prepared>, table: Table) => Ready,
): Promise<readonly Ready[]> {
  const found = await Promise.all(statements.map(({ address: { place, name } }) => tables.find(place, name)));
  const judged = statements.map((statement, index): Judged<Ready> => {
    const table = found[index]?.table;
    if (table === undefined) return { reason: { Code: "ResourceNotFound", Message: resourceNotFound().message } };
    return { value: inStatement(statement.position, () => ready(statement, table)) };
  });
  const values = valuesOf(judged);
  if (values instanceof AwsError) throw values;
  return values;
}

/** AWS names the statement whose problem it tells. */
function inStatement<Result>(position: number, check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(`Validation failed in TransactStatements[${position}]: ${error.message}`);
  }
}
