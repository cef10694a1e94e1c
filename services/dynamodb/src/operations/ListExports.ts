import type { ListExportsOutput } from "@aws-sdk/client-dynamodb";
import type { Operation } from "../operation.ts";

/** Nothing is exported here. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListExports.html */
export const ListExports: Operation<"ListExports"> = async (): Promise<ListExportsOutput> => ({ ExportSummaries: [] });
