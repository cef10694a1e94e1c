import { globalTableNotFound } from "../domain/table/table-errors.ts";
import type { Operation } from "../operation.ts";

/** There are no global tables here. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeGlobalTable.html */
export const DescribeGlobalTable: Operation<"DescribeGlobalTable"> = async (input): Promise<never> => {
  throw globalTableNotFound(input.GlobalTableName);
};
