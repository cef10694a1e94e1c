import type { DescribeLimitsOutput } from "@aws-sdk/client-dynamodb";
import { ACCOUNT_UNITS, TABLE_UNITS } from "../domain/table/throughput.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html */
export const DescribeLimits: Operation<"DescribeLimits"> = async (): Promise<DescribeLimitsOutput> => ({
  AccountMaxReadCapacityUnits: ACCOUNT_UNITS,
  AccountMaxWriteCapacityUnits: ACCOUNT_UNITS,
  TableMaxReadCapacityUnits: TABLE_UNITS,
  TableMaxWriteCapacityUnits: TABLE_UNITS,
});
