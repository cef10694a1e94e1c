import { importNotFound } from "../domain/table/table-errors.ts";
import type { Operation } from "../operation.ts";

/** Nothing is imported here. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeImport.html */
export const DescribeImport: Operation<"DescribeImport"> = async (input): Promise<never> => {
  throw importNotFound(input.ImportArn);
};
