import { globalResourceNotFound } from "../domain/table/table-errors.ts";
import type { Operation } from "../operation.ts";
import { readTable } from "../store/read-table.ts";

/** No table has replicas here. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTableReplicaAutoScaling.html */
export const DescribeTableReplicaAutoScaling: Operation<"DescribeTableReplicaAutoScaling"> = async (
  input,
  call,
  store,
): Promise<never> => {
  const { address } = await readTable(input.TableName, call, store);
  throw globalResourceNotFound(address.name);
};
