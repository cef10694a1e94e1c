import { backupId } from "../domain/backup/backup.ts";
import { newTable } from "../domain/table/new-table.ts";
import { importConflict, tableAlreadyExists } from "../domain/table/table-errors.ts";
import { readTableName } from "../domain/table/table-name.ts";
import { checkServed, describeImport, type Import, NOTHING_IMPORTED } from "../domain/transfer/import.ts";
import { isRepeated, readToken } from "../domain/transfer/transfer.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ImportTable.html */
export const ImportTable: Operation<"ImportTable"> = async (
  input,
  call,
  { imports, tables },
): Promise<Output<"ImportTable">> => {
  checkServed(input);
  const { ClientToken: _token, ...asked } = input;
  const address = readTableName(asked.TableCreationParameters.TableName, call.place);
  const { name, place } = address;
  const now = call.clock.now();
  const token = readToken(input);
  const before = await imports.ofToken(place, token?.text);
  if (before && isRepeated(before, { now, token }, importConflict)) {
    return { ImportTableDescription: describeImport(place, before) };
  }
  const table = newTable(address, asked.TableCreationParameters, { now, newId: call.ids.uuid });
  const importing: Import = {
    id: backupId(now, call.ids.uuid()),
    startedAt: now,
    caller: call.caller,
    ...(token && { token }),
    table: { name, id: table.id },
    asked,
    progress: NOTHING_IMPORTED,
  };
  if (!(await tables.create(place, { ...table, importing }))) throw tableAlreadyExists(name);
  return { ImportTableDescription: describeImport(place, importing) };
};
