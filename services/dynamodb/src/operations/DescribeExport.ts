import { exportNotFound } from "../domain/table/table-errors.ts";
import { describeExport } from "../domain/transfer/export.ts";
import { readTransferArn } from "../domain/transfer/transfer.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeExport.html */
export const DescribeExport: Operation<"DescribeExport"> = async (
  input,
  { place },
  { exports },
): Promise<Output<"DescribeExport">> => {
  const address = readTransferArn(input.ExportArn, "exports", place);
  const found = await exports.find(address.place, address.id);
  if (found === undefined) throw exportNotFound(input.ExportArn);
  return { ExportDescription: describeExport(address.place, found) };
};
