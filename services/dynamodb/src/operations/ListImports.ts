import type { ListImportsOutput } from "@aws-sdk/client-dynamodb";
import type { Operation } from "../operation.ts";

/** Nothing is imported here. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListImports.html */
export const ListImports: Operation<"ListImports"> = async (): Promise<ListImportsOutput> => ({
  ImportSummaryList: [],
});
