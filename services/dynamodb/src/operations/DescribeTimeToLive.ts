import type { DescribeTimeToLiveOutput } from "@aws-sdk/client-dynamodb";
import type { Operation } from "../operation.ts";
import { readTable } from "../store/read-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const DescribeTimeToLive: Operation<"DescribeTimeToLive"> = async (
  input,
  call,
  store,
): Promise<DescribeTimeToLiveOutput> => {
  const { attribute, enabled } = (await readTable(input.TableName, call, store)).stored.table.ttl;
  return {
    TimeToLiveDescription: {
      TimeToLiveStatus: enabled ? "ENABLED" : "DISABLED",
      ...(enabled && attribute !== undefined && { AttributeName: attribute }),
    },
  };
};
