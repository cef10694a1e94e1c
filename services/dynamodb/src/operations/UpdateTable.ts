import type { UpdateTableOutput } from "@aws-sdk/client-dynamodb";
import { describeTable } from "../domain/table/table-description.ts";
import { notServed } from "../domain/table/table-errors.ts";
import { readTableName } from "../domain/table/table-name.ts";
import { checkTableUpdate } from "../domain/table/update-rules.ts";
import { updatedTable } from "../domain/table/updated-table.ts";
import type { Operation } from "../operation.ts";
import { changeTable } from "../store/change-table.ts";
import { readTable } from "../store/read-table.ts";
import { measureTable } from "../store/table-measures.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const UpdateTable: Operation<"UpdateTable"> = async (input, call, store): Promise<UpdateTableOutput> => {
  const address = readTableName(input.TableName, call.place);
  const { TableName: _, ReplicaUpdates: replicas, MultiRegionConsistency: consistency, ...asked } = input;
  if (replicas !== undefined || consistency !== undefined) throw notServed("Replicas of tables in other regions");
  if (asked.VectorIndexUpdates !== undefined) throw notServed("Vector indexes");
  checkTableUpdate(asked);
  const now = call.clock.now();
  const change = { now, newId: call.ids.uuid, place: address.place };
  const table = await changeTable(store, address, (before) => updatedTable(before, asked, change));
  const { stored } = await readTable(input.TableName, call, store);
  const statistics = await measureTable(stored);
  // AWS changes protection and encryption without a word, and all else while the table is UPDATING.
  const isQuiet = asked.DeletionProtectionEnabled !== undefined || asked.SSESpecification !== undefined;
  const status = isQuiet ? undefined : "UPDATING";
  return { TableDescription: describeTable({ address, table, statistics, now, status }) };
};
