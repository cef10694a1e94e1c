import { readTableName } from "../domain/table/table-name.ts";
import { summarizeImport } from "../domain/transfer/import.ts";
import { readImportToken, writeImportToken } from "../domain/transfer/import-token.ts";
import type { Operation, Output } from "../operation.ts";
import { listTransfers } from "../transfers/list-transfers.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListImports.html */
export const ListImports: Operation<"ListImports"> = async (
  { NextToken, PageSize, TableArn },
  { place },
  { imports },
): Promise<Output<"ListImports">> => {
  const table = TableArn === undefined ? undefined : readTableName(TableArn, place);
  const after = NextToken === undefined ? undefined : readImportToken(NextToken);
  const { last, listed } = await listTransfers(imports, place, { after, limit: PageSize, table });
  return {
    ImportSummaryList: listed.map((one) => summarizeImport(place, one)),
    ...(last !== undefined && { NextToken: writeImportToken(last) }),
  };
};
