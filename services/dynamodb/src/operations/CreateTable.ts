import type { CreateTableOutput } from "@aws-sdk/client-dynamodb";
import { newTable } from "../domain/table/new-table.ts";
import { describeTable } from "../domain/table/table-description.ts";
import { notServed, tableAlreadyExists } from "../domain/table/table-errors.ts";
import { readTableName } from "../domain/table/table-name.ts";
import { EMPTY } from "../domain/table/table-statistics.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const CreateTable: Operation<"CreateTable"> = async (input, call, { tables }): Promise<CreateTableOutput> => {
  const address = readTableName(input.TableName, call.place);
  if (input.VectorIndexes !== undefined) throw notServed("Vector indexes");
  if (input.GlobalTableSourceArn !== undefined) throw notServed("Replicas of tables in other accounts");
  const now = call.clock.now();
  const table = newTable(address, input, { now, newId: call.ids.uuid });
  if (!(await tables.create(address.place, table))) throw tableAlreadyExists(address.name);
  return { TableDescription: describeTable({ address, table, now, statistics: EMPTY, status: "CREATING" }) };
};
