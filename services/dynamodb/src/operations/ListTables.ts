import type { ListTablesOutput } from "@aws-sdk/client-dynamodb";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
const DEFAULT_LIMIT = 100;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const ListTables: Operation<"ListTables"> = async (input, call, { tables }): Promise<ListTablesOutput> => {
  const { ExclusiveStartTableName: after, Limit: limit = DEFAULT_LIMIT } = input;
  const listed = await tables.list(call.place, after, limit + 1);
  const names = listed.slice(0, limit).map(({ name }) => name);
  const last = names.at(-1);
  return { TableNames: names, ...(listed.length > limit && last !== undefined && { LastEvaluatedTableName: last }) };
};
