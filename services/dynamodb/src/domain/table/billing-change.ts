import { neitherCapacity, newThroughput } from "./billing.ts";
import { invalidParameter, validationError } from "../errors.ts";
import type { RawTableUpdate, RawThroughput } from "./table-input.ts";
import type { Billing, ProvisionedThroughput, Throughput } from "./table.ts";
import { changeThroughput, readOnDemand, readThroughput } from "./throughput.ts";

/**
 * How a table is billed after an update.
 * @throws AwsError in AWS's words
 */
export function changeBilling(before: Billing, asked: RawTableUpdate, now: number): Billing {
  const mode = asked.BillingMode ?? before.mode;
  return mode === "PROVISIONED" ? toProvisioned(before, asked, now) : toOnDemand(before, asked, now);
}

function toOnDemand(before: Billing, asked: RawTableUpdate, now: number): Billing {
  if (asked.ProvisionedThroughput) {
    throw asked.BillingMode === undefined
      ? neitherCapacity()
      : invalidParameter("ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST");
  }
  const limits = changeLimits(before.mode === "PAY_PER_REQUEST" ? before.limits : undefined, asked.OnDemandThroughput);
  const since = before.mode === "PAY_PER_REQUEST" ? before.since : now;
  return { mode: "PAY_PER_REQUEST", ...(since !== undefined && { since }), ...(limits && { limits }) };
}

/** The limits with those asked for; -1 takes one away. */
export function changeLimits(
  before: Partial<Throughput> | undefined,
  asked: RawTableUpdate["OnDemandThroughput"],
  index?: string,
): Partial<Throughput> | undefined {
  if (asked === undefined) return before;
  const of = { mode: "PAY_PER_REQUEST", lowest: -1, ...(index !== undefined && { index }) } as const;
  const limits = Object.entries({ ...before, ...readOnDemand(asked, of) }).filter(([, units]) => units !== -1);
  return limits.length === 0 ? undefined : Object.fromEntries(limits);
}

function toProvisioned(before: Billing, asked: RawTableUpdate, now: number): Billing {
  const { OnDemandThroughput, ProvisionedThroughput } = asked;
  if (OnDemandThroughput) readOnDemand(OnDemandThroughput, { mode: "PROVISIONED", lowest: 1 });
  if (before.mode === "PROVISIONED") {
    if (!ProvisionedThroughput) return before;
    checkDiffers(before.throughput, ProvisionedThroughput, "table");
    return { ...before, throughput: changeThroughput(before.throughput, readThroughput(ProvisionedThroughput), now) };
  }
  if (!ProvisionedThroughput) {
    throw invalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  }
  const throughput = newThroughput(readThroughput(ProvisionedThroughput));
  return { mode: "PROVISIONED", throughput, ...(before.since !== undefined && { onDemandSince: before.since }) };
}

/**
 * @param what `table`, or `index <name>`
 * @throws AwsError `ValidationException` where nothing would change
 */
export function checkDiffers(current: ProvisionedThroughput, asked: RawThroughput, what: string): void {
  const { ReadCapacityUnits: read, WriteCapacityUnits: write } = asked;
  if (current.read !== read || current.write !== write) return;
  const [kind] = what.split(" ");
  throw validationError(
    `The provisioned throughput for the ${what} will not change. The requested value equals the current value. ` +
      `Current ReadCapacityUnits provisioned for the ${kind}: ${read}. Requested ReadCapacityUnits: ${read}. ` +
      `Current WriteCapacityUnits provisioned for the ${kind}: ${write}. Requested WriteCapacityUnits: ${write}. ` +
      "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
  );
}
