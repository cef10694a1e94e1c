import { validationError } from "./errors.ts";
import { stillInUse } from "./table-errors.ts";
import type { Table } from "./table.ts";

/** @throws AwsError where a table cannot be deleted now */
export function checkDeletion({ deletionProtection, globalIndexes, name }: Table): void {
  if (deletionProtection) {
    throw validationError(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
  }
  if (globalIndexes.some(({ status }) => status !== "ACTIVE")) {
    throw stillInUse(`Table: ${name} is in the process of being updated.`);
  }
}
