import { exportNotFound } from "../domain/table/table-errors.ts";
import type { Operation } from "../operation.ts";

/** Nothing is exported here. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeExport.html */
export const DescribeExport: Operation<"DescribeExport"> = async (input): Promise<never> => {
  throw exportNotFound(input.ExportArn);
};
