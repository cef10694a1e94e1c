import { readTableName } from "../domain/table/table-name.ts";
import { summarizeExport } from "../domain/transfer/export.ts";
import type { Operation, Output } from "../operation.ts";
import { listTransfers } from "../transfers/list-transfers.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListExports.html */
export const ListExports: Operation<"ListExports"> = async (
  { MaxResults, NextToken, TableArn },
  { place },
  { exports },
): Promise<Output<"ListExports">> => {
  const table = TableArn === undefined ? undefined : readTableName(TableArn, place);
  const { last, listed } = await listTransfers(exports, place, { after: NextToken, limit: MaxResults, table });
  return {
    ExportSummaries: listed.map((one) => summarizeExport(place, one)),
    ...(last !== undefined && { NextToken: last }),
  };
};
