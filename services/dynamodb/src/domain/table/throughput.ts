import { invalidParameter, validationError } from "../errors.ts";
import { limitExceeded } from "./table-errors.ts";
import type { RawOnDemand, RawThroughput, RawWarm } from "./table-input.ts";
import type { Billing, ProvisionedThroughput, Throughput } from "./table.ts";

/** More than that is not even a number of units to AWS. */
const MAX_UNITS = 1_000_000_000_000;

/** What a new table on demand takes at once. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
export const INITIAL_ON_DEMAND: Throughput = { read: 12_000, write: 4_000 };

/** What an account may ask of all its tables and indexes, and of each, as units to read and as units to write. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#default-limits-throughput */
export const ACCOUNT_UNITS = 80_000;
export const TABLE_UNITS = 40_000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-capacity-units-provisioned-throughput */
const FREE_DECREASES = 4;
const DECREASE_PAUSE_SECONDS = 3600;

export const readThroughput = ({ ReadCapacityUnits, WriteCapacityUnits }: RawThroughput): Throughput => ({
  read: ReadCapacityUnits,
  write: WriteCapacityUnits,
});

/** @throws AwsError `ValidationException` for a number that is none of units */
export function checkBounds({ ReadCapacityUnits, WriteCapacityUnits }: RawThroughput): void {
  if (ReadCapacityUnits > MAX_UNITS) {
    throw validationError(`Given value ${ReadCapacityUnits} for ReadCapacityUnits is out of bounds`);
  }
  if (WriteCapacityUnits > MAX_UNITS) {
    throw validationError(`Given value ${WriteCapacityUnits} for WriteCapacityUnits is out of bounds`);
  }
}

/**
 * The most that a table, or an index of it, takes on demand.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readOnDemand(
  { MaxReadRequestUnits: read, MaxWriteRequestUnits: write }: RawOnDemand,
  of: { readonly index?: string; readonly mode: Billing["mode"]; readonly lowest: 1 | -1 },
): Partial<Throughput> {
  for (const [member, units] of Object.entries({ MaxReadRequestUnits: read, MaxWriteRequestUnits: write })) {
    if (units === undefined) continue;
    if (of.mode === "PROVISIONED") {
      const where = of.index === undefined ? "" : ` for index : ${of.index}`;
      throw invalidParameter(
        `${member} for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED${where}`,
      );
    }
    if (units === 0 || units < of.lowest) {
      const where = of.index === undefined ? "table" : `index : ${of.index}`;
      throw invalidParameter(`Requested ${member} for OnDemandThroughput for ${where} is outside of valid range`);
    }
  }
  return { ...(read !== undefined && { read }), ...(write !== undefined && { write }) };
}

/** What a table or index takes at once, if nobody asked for more. */
export const defaultWarm = (billing: Billing, provisioned: Throughput | undefined): Throughput =>
  billing.mode === "PAY_PER_REQUEST"
    ? INITIAL_ON_DEMAND
    : { read: provisioned?.read ?? 1, write: provisioned?.write ?? 1 };

/**
 * The warm throughput that a request asks for, the other unit from what there is.
 * @throws AwsError `ValidationException` where it is lower: it never decreases
 */
export function readWarm(
  { ReadUnitsPerSecond, WriteUnitsPerSecond }: RawWarm,
  current: Throughput,
  { index, lowerThan }: { readonly index?: string; readonly lowerThan: string },
): Throughput {
  const asked = { read: ReadUnitsPerSecond ?? current.read, write: WriteUnitsPerSecond ?? current.write };
  const where = index === undefined ? "table" : `index ${index}`;
  const low =
    asked.read < current.read ? "ReadUnitsPerSecond" : asked.write < current.write ? "WriteUnitsPerSecond" : undefined;
  if (low === undefined) return asked;
  throw invalidParameter(`Requested ${low} for WarmThroughput for ${where} is lower than ${lowerThan}`);
}

/** Of new tables: what is asked for must be more than they have anyway. */
export const lowerThanInitial = (billing: Billing): string =>
  billing.mode === "PAY_PER_REQUEST"
    ? "initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html"
    : "ReadCapacityUnits of ProvisionedThroughput";

export const LOWER_THAN_CURRENT = "current WarmThroughput, decreasing WarmThroughput is not supported";

/** Decreases of the day that it is. */
export const decreasesOn = ({ decreasedAt, decreasesToday }: ProvisionedThroughput, now: number): number =>
  decreasedAt !== undefined && dayOf(decreasedAt) === dayOf(now) ? decreasesToday : 0;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The throughput after a change. */
export function changeThroughput(
  current: ProvisionedThroughput,
  asked: Throughput,
  now: number,
): ProvisionedThroughput {
  const decreases = decreasesOn(current, now);
  const isDecrease = asked.read < current.read || asked.write < current.write;
  const isIncrease = asked.read > current.read || asked.write > current.write;
  return {
    ...current,
    ...asked,
    ...(isIncrease && { increasedAt: now }),
    ...(isDecrease && { decreasedAt: now }),
    decreasesToday: decreases + (isDecrease ? 1 : 0),
  };
}

/**
 * Whether a throughput, if it was decreased, may be so.
 * @throws AwsError `LimitExceededException` where it was decreased too often today
 */
export function checkDecrease(before: ProvisionedThroughput, after: ProvisionedThroughput): void {
  const { decreasedAt = 0 } = before;
  const { decreasedAt: now = 0 } = after;
  if (now === decreasedAt && after.decreasesToday === before.decreasesToday) return;
  const decreases = decreasesOn(before, now);
  const next = decreasedAt + DECREASE_PAUSE_SECONDS * 1000;
  if (decreases < FREE_DECREASES || now >= next) return;
  throw limitExceeded(
    "Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each " +
      "subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. " +
      `Number of decreases today: ${decreases}. Last decrease at ${longTime(decreasedAt)}. ` +
      `Next decrease can be made at ${longTime(next)}`,
  );
}

/** `Friday, October 9, 2026 at 12:21:34 AM Coordinated Universal Time` */
const longTime = (time: number): string =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeStyle: "full", timeZone: "UTC" }).format(time);
