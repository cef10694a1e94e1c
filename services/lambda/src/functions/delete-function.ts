import { allRows, decodeKey, keyTable, type Transaction } from "@skylab/records";
import { functionNotFound, invalidParameterValue, resourceConflict } from "../domain/errors.ts";
import { type FunctionAddress, functionArn, isVersion, LATEST } from "../domain/functions/function-arn.ts";
import { aliasRows } from "../store/aliases.ts";
import { forgetQualifier } from "../store/forget-qualifier.ts";
import { functionRows, versionKey, versionRows } from "../store/functions.ts";
import { holdFunction } from "../store/hold-function.ts";
import { runtimeManagementRows } from "../store/runtime-management.ts";
import { OF_FUNCTION_SPACES } from "../store/spaces.ts";
import { removeVersion } from "../store/write-version.ts";

/**
 * Deletes a function, and all that is its own; event source mappings stay, as AWS's do.
 * @throws AwsError ResourceNotFoundException
 */
export async function deleteFunction(rows: Transaction, address: FunctionAddress): Promise<void> {
  const { name } = address;
  if ((await rows.get(functionRows, name)) === undefined) throw functionNotFound(functionArn(address));
  for await (const { row } of allRows(rows, versionRows, [name])) await removeVersion(rows, name, row);
  for (const space of OF_FUNCTION_SPACES) {
    const table = keyTable(space);
    for await (const { key } of allRows(rows, table, [name])) rows.remove(table, ...decodeKey(key));
  }
}

/**
 * Deletes a version; one that is not there is no error.
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException, ResourceConflictException
 */
export async function deleteVersion(rows: Transaction, address: FunctionAddress, version: string): Promise<void> {
  const { name } = address;
  if (!isVersion(version)) throw invalidParameterValue("Deletion of aliases is not currently supported.");
  if (version === LATEST) {
    throw invalidParameterValue("$LATEST version cannot be deleted without deleting the function.");
  }
  if ((await holdFunction(rows, name)) === undefined) throw functionNotFound(functionArn(address));
  const aliases = await aliasesOf(rows, name, version);
  if (aliases.length > 0) {
    throw resourceConflict(
      `Unable to delete version because the following aliases reference it: [${aliases.join(", ")}]`,
    );
  }
  const stored = await rows.get(versionRows, ...versionKey(name, version));
  if (stored === undefined) return;
  await removeVersion(rows, name, stored);
  rows.remove(runtimeManagementRows, ...versionKey(name, version));
  await forgetQualifier(rows, name, version);
}

/** The aliases that point to a version, first or by a weight. */
async function aliasesOf(rows: Transaction, name: string, version: string): Promise<readonly string[]> {
  const pointing: string[] = [];
  for await (const { row } of allRows(rows, aliasRows, [name])) {
    if (row.version === version || row.additional?.version === version) pointing.push(row.name);
  }
  return pointing;
}
