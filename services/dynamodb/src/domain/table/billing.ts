import { invalidParameter } from "../errors.ts";
import type { RawTable } from "./table-input.ts";
import type { Billing, ProvisionedThroughput, Throughput } from "./table.ts";
import { checkBounds, readOnDemand, readThroughput } from "./throughput.ts";

/**
 * How a new table is billed; who names no mode provisions.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readBilling(
  { BillingMode, OnDemandThroughput, ProvisionedThroughput }: RawTable,
  now: number,
): Billing {
  if (BillingMode === "PAY_PER_REQUEST") {
    if (ProvisionedThroughput) throw neitherCapacity();
    const lowest = 1;
    const limits = OnDemandThroughput && readOnDemand(OnDemandThroughput, { mode: BillingMode, lowest });
    return { mode: "PAY_PER_REQUEST", since: now, ...(limits && { limits }) };
  }
  if (!ProvisionedThroughput) {
    throw invalidParameter(
      "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  }
  checkBounds(ProvisionedThroughput);
  if (OnDemandThroughput) readOnDemand(OnDemandThroughput, { mode: "PROVISIONED", lowest: 1 });
  return { mode: "PROVISIONED", throughput: newThroughput(readThroughput(ProvisionedThroughput)) };
}

export const neitherCapacity = () =>
  invalidParameter(
    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
  );

export const newThroughput = (throughput: Throughput): ProvisionedThroughput => ({ ...throughput, decreasesToday: 0 });
