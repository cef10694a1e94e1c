import { describe, expect, it } from "vitest";
import { newTable } from "../table/new-table.ts";
import type { RawTable } from "../table/table-input.ts";
import type { Table } from "../table/table.ts";
import { type Budget, fullAt, newBudget, refilled, spent, THOUSANDTHS } from "./budget.ts";
import { capacityLimit, type Limit } from "./limit.ts";

const MINUTE_MS = 60_000;
const NOON = Date.UTC(2026, 10, 26, 12);

const tableOf = (request: RawTable): Table =>
  newTable(
    { name: "table", place: { account: "111122223333", region: "us-east-1" } },
    {
      AttributeDefinitions: [{ AttributeName: "a", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
      ...request,
    },
    { now: NOON, newId: () => "id" },
  );

const onDemand = (request: RawTable = {}): Table => tableOf({ BillingMode: "PAY_PER_REQUEST", ...request });

const writes = (table: Table, peak = 0): Limit => capacityLimit(table, undefined, { direction: "write", peak });

const left = (budget: Budget, limit: Limit, now: number): number => refilled(budget, limit, now).left / THOUSANDTHS;

describe("provisioned throughput", () => {
  const limit = writes(tableOf({ ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 10 } }));
  const fresh = newBudget(limit, NOON, NOON);

  it("is a second's units at first, and keeps those of five minutes", () => {
    expect(left(fresh, limit, NOON)).toBe(10);
    expect(left(fresh, limit, NOON + 1500)).toBe(25);
    expect(left(fresh, limit, NOON + 5 * MINUTE_MS)).toBe(3000);
    expect(left(fresh, limit, NOON + 50 * MINUTE_MS)).toBe(3000);
  });

  it("owes what was used beyond it, and pays at its rate", () => {
    const owing = spent(fresh, limit, { units: 400, now: NOON });
    expect(left(owing, limit, NOON + 38_999)).toBeLessThan(0);
    expect(left(owing, limit, NOON + 39_001)).toBeGreaterThan(0);
  });

  it("is as new when five minutes have come", () => {
    const used = spent(fresh, limit, { units: 10, now: NOON });
    const full = fullAt(used, limit);
    expect(full - NOON).toBe(5 * MINUTE_MS);
    expect(left(used, limit, full)).toBe(left(newBudget(limit, NOON, full), limit, full));
  });

  it("neither comes nor goes where the clock is set back", () => {
    expect(left(fresh, limit, NOON - MINUTE_MS)).toBe(10);
    expect(left(refilled(fresh, limit, NOON - MINUTE_MS), limit, NOON - MINUTE_MS + 1000)).toBe(20);
  });
});

describe("throughput on demand", () => {
  it("is 4,000 units to write and 12,000 to read a second at first, of which none is kept", () => {
    const table = onDemand();
    const limit = writes(table);
    expect(limit).toMatchObject({ rate: 4000, type: "KeyRangeThroughputExceeded" });
    expect(capacityLimit(table, undefined, { direction: "read", peak: 0 }).rate).toBe(12_000);
    expect(left(newBudget(limit, NOON, NOON), limit, NOON + MINUTE_MS)).toBe(4000);
  });

  it("is what was warmed", () => {
    const table = onDemand({ WarmThroughput: { ReadUnitsPerSecond: 15_000, WriteUnitsPerSecond: 5000 } });
    expect(writes(table)).toMatchObject({ rate: 5000, type: "KeyRangeThroughputExceeded" });
  });

  it("is at most what its maximum says", () => {
    const table = onDemand({ OnDemandThroughput: { MaxWriteRequestUnits: 7 } });
    expect(writes(table)).toMatchObject({ rate: 7, type: "MaxOnDemandThroughputExceeded" });
  });

  it("is at most what an account may use of a table", () => {
    expect(writes(onDemand(), 30_000)).toMatchObject({ rate: 40_000, type: "AccountLimitExceeded" });
  });

  it("is twice the busiest minute half an hour later, and from then on", () => {
    const table = onDemand();
    let budget = newBudget(writes(table), NOON, NOON);
    const use = (units: number, now: number): number => {
      budget = spent(budget, writes(table, budget.traffic?.peak), { units, now });
      return writes(table, budget.traffic?.peak).rate;
    };
    // A minute at 3,900 units a second, then little.
    for (let second = 0; second < 60; second++) expect(use(3900, NOON + second * 1000)).toBe(4000);
    for (let minute = 1; minute < 30; minute++) expect(use(1, NOON + minute * MINUTE_MS)).toBe(4000);
    expect(use(1, NOON + 30 * MINUTE_MS)).toBe(7800);
    expect(use(1, NOON + 600 * MINUTE_MS)).toBe(7800);
  });
});
