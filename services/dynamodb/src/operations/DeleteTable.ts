import type { DeleteTableOutput } from "@aws-sdk/client-dynamodb";
import { checkDeletion } from "../domain/table/deletion.ts";
import { tableNotFound } from "../domain/errors.ts";
import { describeDeletedTable } from "../domain/table/table-description.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const DeleteTable: Operation<"DeleteTable"> = async (input, call, { tables }): Promise<DeleteTableOutput> => {
  const address = readTableName(input.TableName, call.place);
  const now = call.clock.now();
  const table = await tables.remove(address.place, address.name, { check: checkDeletion, now });
  if (table === undefined) throw tableNotFound(address.name);
  return { TableDescription: describeDeletedTable(address, table, now) };
};
