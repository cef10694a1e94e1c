import { importNotFound } from "../domain/table/table-errors.ts";
import { describeImport } from "../domain/transfer/import.ts";
import { readTransferArn } from "../domain/transfer/transfer.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeImport.html */
export const DescribeImport: Operation<"DescribeImport"> = async (
  input,
  { place },
  { imports },
): Promise<Output<"DescribeImport">> => {
  const address = readTransferArn(input.ImportArn, "imports", place);
  const found = await imports.find(address.place, address.id);
  if (found === undefined) throw importNotFound(input.ImportArn);
  return { ImportTableDescription: describeImport(address.place, found) };
};
