import { validationError } from "../errors.ts";
import { stillInUse } from "./table-errors.ts";
import type { Table } from "./table.ts";

/** @throws AwsError where a table cannot be deleted now */
export function checkDeletion(table: Table): void {
  checkCreated(table);
  const { copies, deletionProtection, globalIndexes, name } = table;
  if (deletionProtection) {
    throw validationError(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
  }
  if (globalIndexes.some(({ status }) => status !== "ACTIVE")) {
    throw stillInUse("Cannot delete table while indexes are being created, updated, or deleted.");
  }
  if (copies !== undefined) throw stillInUse(`Table: ${name} is in the process of being updated.`);
}

/** @throws AwsError where a table is being restored or imported */
export function checkCreated(table: Table): void {
  if (isBeingMade(table)) throw stillInUse(`Table is being created: ${table.name}`);
}

/** Whether it is as if the table were not there, but for its description. */
export const isBeingMade = ({ importing, restoring }: Table): boolean =>
  restoring !== undefined || importing !== undefined;
