import type { DescribeTableOutput } from "@aws-sdk/client-dynamodb";
import { describeTable } from "../domain/table/table-description.ts";
import { readTable } from "../store/read-table.ts";
import type { Operation } from "../operation.ts";
import { measureTable } from "../store/table-measures.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const DescribeTable: Operation<"DescribeTable"> = async (input, call, store): Promise<DescribeTableOutput> => {
  const { address, stored } = await readTable(input.TableName, call, store);
  const statistics = await measureTable(stored);
  return { Table: describeTable({ address, table: stored.table, statistics, now: call.clock.now() }) };
};
