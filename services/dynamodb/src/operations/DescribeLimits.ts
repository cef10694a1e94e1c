import type { DescribeLimitsOutput } from "@aws-sdk/client-dynamodb";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#default-limits-throughput */
const ACCOUNT_UNITS = 80_000;
const TABLE_UNITS = 40_000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html */
export const DescribeLimits: Operation<"DescribeLimits"> = async (): Promise<DescribeLimitsOutput> => ({
  AccountMaxReadCapacityUnits: ACCOUNT_UNITS,
  AccountMaxWriteCapacityUnits: ACCOUNT_UNITS,
  TableMaxReadCapacityUnits: TABLE_UNITS,
  TableMaxWriteCapacityUnits: TABLE_UNITS,
});
