import type { Item } from "../domain/item/attribute-value.ts";
import { validationError } from "../domain/errors.ts";
import type { PreparedSelect } from "../domain/partiql/index.ts";
import type { Table } from "../domain/table/table.ts";
import { readsOf } from "./statement-reads.ts";

/**
 * The key of the item that a SELECT reads, in a batch or a transaction.
 * @throws AwsError `ValidationException` where it reads something else
 */
export function selectedKey(
  prepared: PreparedSelect,
  table: Table,
  operation: "BatchExecuteStatement" | "ExecuteTransaction",
): Item {
  const key = prepared.keyOn(table);
  if (key !== undefined) return key;
  // What is wrong with it as a SELECT of its own is told first.
  const { branches, reverse } = prepared.on(table, false);
  if (branches !== undefined) readsOf(branches, reverse);
  throw validationError(`Select statements within ${operation} must specify the primary key in the where clause.`);
}
