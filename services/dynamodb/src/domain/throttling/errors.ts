import { AwsError } from "@skylab/aws";
import { indexArn, tableArn } from "../table/arns.ts";
import type { TableAddress } from "../table/table-name.ts";
import type { Billing } from "../table/table.ts";
import type { Direction, LimitType } from "./limit.ts";

/** What has used up its throughput. */
export type Exhausted = {
  readonly address: TableAddress;
  readonly mode: Billing["mode"];
  readonly direction: Direction;
  readonly type: LimitType;
  /** A global index's name; absent: the table, with its local indexes. */
  readonly index: string | undefined;
};

// AWS's words, but for RequestLimitExceeded's: those are from the API reference, nobody recorded them.

const PROVISIONED = "The level of configured provisioned throughput for ";
/** As recorded: it ends without a stop. */
const PROVISIONED_INDEXES =
  `${PROVISIONED}one or more global secondary indexes of the table was exceeded. Consider increasing your ` +
  "provisioning level for the under-provisioned global secondary indexes with the UpdateTable API";
const PROVISIONED_TABLE = `${PROVISIONED}the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.`;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/throttling-diagnosing-workflow.html */
const PROVISIONED_INDEX = `${PROVISIONED}the index was exceeded`;
const SCALING =
  "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or " +
  "index so please try again shortly. If exceptions persist, check if you have a hot key: " +
  "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";
const SCALING_INDEXES =
  "Throughput exceeds the current capacity for one or more global secondary indexes. DynamoDB is automatically " +
  "scaling your index so please try again shortly.";
const MAX_ON_DEMAND = "Throughput exceeds the maximum OnDemandThroughput configured on table or index";
const ACCOUNT =
  "Throughput exceeds the current throughput limit for your account. Please contact AWS Support at " +
  "https://aws.amazon.com/support to request a limit increase.";

/** The refusal of a request for which there is no throughput left. */
export function throttled(exhausted: Exhausted): AwsError {
  const { type } = exhausted;
  const reasons = [reasonOf(exhausted)];
  if (type === "AccountLimitExceeded") return refusal("RequestLimitExceeded", ACCOUNT, { ThrottlingReasons: reasons });
  if (exhausted.mode === "PROVISIONED") {
    const words = wordsOf(exhausted, [PROVISIONED_TABLE, PROVISIONED_INDEX, PROVISIONED_INDEXES]);
    return refusal("ProvisionedThroughputExceededException", words, { ThrottlingReasons: reasons });
  }
  const scaling = wordsOf(exhausted, [SCALING, SCALING, SCALING_INDEXES]);
  const words = type === "MaxOnDemandThroughputExceeded" ? MAX_ON_DEMAND : scaling;
  // AWS spells the member of this error alone in small letters.
  return refusal("ThrottlingException", words, { throttlingReasons: reasons });
}

const refusal = (code: string, message: string, members: Readonly<Record<string, unknown>>): AwsError =>
  new AwsError(code, message, { status: 400, members });

type Words = readonly [ofTable: string, ofIndexRead: string, ofIndexWritten: string];

function wordsOf({ direction, index }: Exhausted, [ofTable, ofIndexRead, ofIndexWritten]: Words): string {
  if (index === undefined) return ofTable;
  return direction === "read" ? ofIndexRead : ofIndexWritten;
}

const reasonOf = ({ address, direction, index, type }: Exhausted) => ({
  reason: `${index === undefined ? "Table" : "Index"}${direction === "read" ? "Read" : "Write"}${type}`,
  resource: index === undefined ? tableArn(address) : indexArn(address, index),
});
