import type { GlobalIndex, Table, Throughput } from "../table/table.ts";
import { INITIAL_ON_DEMAND, TABLE_UNITS } from "../table/throughput.ts";

export type Direction = keyof Throughput;

/** What AWS names as the limit in a reason. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html */
export type LimitType =
  | "AccountLimitExceeded"
  | "KeyRangeThroughputExceeded"
  | "MaxOnDemandThroughputExceeded"
  | "ProvisionedThroughputExceeded";

/** How much of something may be used. */
export type Limit = {
  readonly type: LimitType;
  /** Units a second. */
  readonly rate: number;
  /** For so many seconds what is not used is kept. */
  readonly burst: number;
  /** It follows from how much was used before. */
  readonly grows: boolean;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html#burst-capacity */
const BURST_SECONDS = 300;

/** On demand, and in a partition, nothing is kept for later. */
const NO_BURST_SECONDS = 1;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html */
const PARTITION_UNITS: Throughput = { read: 3000, write: 1000 };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial */
const TIMES_PREVIOUS_PEAK = 2;

export const partitionLimit = (direction: Direction): Limit => ({
  type: "KeyRangeThroughputExceeded",
  rate: PARTITION_UNITS[direction],
  burst: NO_BURST_SECONDS,
  grows: false,
});

/**
 * What a table, or a global index of it, takes in all.
 * @param peak the most that it was used, in units a second: on demand AWS serves the double at once
 */
export function capacityLimit(
  table: Table,
  index: GlobalIndex | undefined,
  { direction, peak }: { readonly direction: Direction; readonly peak: number },
): Limit {
  const { billing, settings } = table;
  if (billing.mode === "PROVISIONED") {
    const { [direction]: rate } = index?.throughput ?? billing.throughput;
    return { type: "ProvisionedThroughputExceeded", rate, burst: BURST_SECONDS, grows: false };
  }
  const { limits } = index ?? billing;
  const { warmThroughput: warm } = index ?? settings;
  const scaled = Math.max(INITIAL_ON_DEMAND[direction], warm?.[direction] ?? 0, peak * TIMES_PREVIOUS_PEAK);
  const asked = limits?.[direction] ?? Number.POSITIVE_INFINITY;
  const rate = Math.min(asked, TABLE_UNITS, scaled);
  return { type: boundBy({ rate, asked }), rate, burst: NO_BURST_SECONDS, grows: true };
}

function boundBy({ rate, asked }: { readonly rate: number; readonly asked: number }): LimitType {
  if (rate === asked) return "MaxOnDemandThroughputExceeded";
  // What has not grown yet has too few partitions: AWS names nothing else then.
  return rate === TABLE_UNITS ? "AccountLimitExceeded" : "KeyRangeThroughputExceeded";
}
