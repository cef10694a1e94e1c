import { AwsError } from "@skylab/aws";
import { limitExceeded } from "./table-errors.ts";
import type { GlobalIndex, ProvisionedThroughput, Table, Throughput } from "./table.ts";
import { ACCOUNT_UNITS, checkDecrease, TABLE_UNITS } from "./throughput.ts";

/** What an account has in a region beside a table. */
export type OtherTables = { readonly count: number; readonly provisioned: Throughput };

/** A table as it shall be, and as it is, if there is one. */
export type TableVersions = { readonly before: Table | undefined; readonly after: Table };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-tables */
export const MAX_TABLES = 2500;

const KINDS = [
  { units: "ReadCapacityUnits", onDemand: "MaxReadRequestUnits", warm: "ReadUnitsPerSecond", direction: "read" },
  { units: "WriteCapacityUnits", onDemand: "MaxWriteRequestUnits", warm: "WriteUnitsPerSecond", direction: "write" },
] as const;

type Kind = (typeof KINDS)[number];

/**
 * Whether an account may have a table so, at a quota that nobody raised. AWS looks at that last.
 * @throws AwsError `LimitExceededException` in AWS's words
 */
export function checkQuotas(versions: TableVersions, others: OtherTables, region: string): void {
  const { after, before } = versions;
  if (before === undefined && others.count >= MAX_TABLES) {
    throw limitExceeded(`There is a limit of ${MAX_TABLES} tables per subscriber`);
  }
  for (const { now, was } of throughputsOf(versions)) if (now && was) checkDecrease(was, now);
  for (const kind of KINDS) {
    for (const part of [undefined, ...after.globalIndexes]) checkPart(after, part, { kind, region });
    if (before === undefined || unitsOf(after)[kind.direction] > unitsOf(before)[kind.direction]) {
      checkAccount(versions, others, { kind, region });
    }
  }
}

type Where = { readonly kind: Kind; readonly region: string };

const HOW_TO_RAISE =
  "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.";

/** Of the table, or of an index. */
function checkPart(table: Table, index: GlobalIndex | undefined, { kind, region }: Where): void {
  const { direction, onDemand, units, warm } = kind;
  checkProvisioned(table, index, { kind, region });
  const tooMuch = `exceeds TableMax${units} of the account in region ${region}`;
  if ((limitsOf(table, index)?.[direction] ?? 0) > TABLE_UNITS) {
    const of = index === undefined ? "table" : `index : ${index.name}`;
    throw limitExceeded(`Requested ${onDemand} for OnDemandThroughput for ${of} ${tooMuch}`);
  }
  const { warmThroughput } = index ?? table.settings;
  if ((warmThroughput?.[direction] ?? 0) > TABLE_UNITS) {
    const of = index === undefined ? "table" : `index ${index.name}`;
    throw limitExceeded(`Requested ${warm} for WarmThroughput for ${of} ${tooMuch}`);
  }
}

function checkProvisioned(table: Table, index: GlobalIndex | undefined, { kind, region }: Where): void {
  const provisioned = (index ? index.throughput : throughputOf(table))?.[kind.direction] ?? 0;
  if (provisioned <= TABLE_UNITS) return;
  const [of, what] = index === undefined ? ["", "table"] : [` for index ${index.name}`, "index"];
  throw quotaExceeded(
    `The requested ${kind.units}${of}, ${provisioned}, is above the per ${what} maximum for the account in ${region}. ` +
      `Per ${what} maximum: ${TABLE_UNITS}. ${HOW_TO_RAISE}`,
  );
}

function limitsOf({ billing }: Table, index: GlobalIndex | undefined): Partial<Throughput> | undefined {
  if (index !== undefined) return index.limits;
  return billing.mode === "PAY_PER_REQUEST" ? billing.limits : undefined;
}

function checkAccount({ after, before }: TableVersions, { provisioned }: OtherTables, { kind, region }: Where): void {
  const { direction, units } = kind;
  const asked = unitsOf(after)[direction];
  if (provisioned[direction] + asked <= ACCOUNT_UNITS) return;
  const current = provisioned[direction] + (before === undefined ? 0 : unitsOf(before)[direction]);
  throw quotaExceeded(
    `This request would have caused the ${units} limit to be exceeded for the account in ${region}. Current ${units} ` +
      `reserved by the account: ${current}. Limit: ${ACCOUNT_UNITS}. Requested: ${asked}. ${HOW_TO_RAISE}`,
  );
}

/** These AWS does not call the subscriber's. */
const quotaExceeded = (message: string): AwsError => new AwsError("LimitExceededException", message, { status: 400 });

/** What is provisioned for a table and its global indexes. */
export function unitsOf(table: Table): Throughput {
  const all = provisionedOf(table);
  const sum = (direction: keyof Throughput): number => all.reduce((units, one) => units + one[direction], 0);
  return { read: sum("read"), write: sum("write") };
}

function provisionedOf({ billing, globalIndexes }: Table): readonly Throughput[] {
  if (billing.mode === "PAY_PER_REQUEST") return [];
  return [billing.throughput, ...globalIndexes.flatMap(({ throughput }) => throughput ?? [])];
}

type Versions = {
  readonly was: ProvisionedThroughput | undefined;
  readonly now: ProvisionedThroughput | undefined;
};

/** Of the table, and of the indexes that it keeps. */
const throughputsOf = ({ after, before }: TableVersions): readonly Versions[] => [
  { was: throughputOf(before), now: throughputOf(after) },
  ...after.globalIndexes.map(({ id, throughput }) => ({
    was: before?.globalIndexes.find((index) => index.id === id)?.throughput,
    now: throughput,
  })),
];

const throughputOf = (table: Table | undefined): ProvisionedThroughput | undefined =>
  table?.billing.mode === "PROVISIONED" ? table.billing.throughput : undefined;
