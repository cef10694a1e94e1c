import type { ListGlobalTablesOutput } from "@aws-sdk/client-dynamodb";
import type { Operation } from "../operation.ts";

/** There are no global tables here. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListGlobalTables.html */
export const ListGlobalTables: Operation<"ListGlobalTables"> = async (): Promise<ListGlobalTablesOutput> => ({
  GlobalTables: [],
});
