import { expect, it } from "vitest";
import { provision, reserve, type StoredConcurrency, unprovision, unreserve, unreservedBeside } from "./concurrency.ts";

const NOTHING: StoredConcurrency = { provisioned: {} };
const provisioned = (requested: number): StoredConcurrency => ({ provisioned: { live: { requested, modifiedAt: 0 } } });

const ask = (requested: number): { qualifier: string; requested: number; modifiedAt: number } => ({
  qualifier: "1",
  requested,
  modifiedAt: 0,
});

it("what is reserved or provisioned is nobody else's", () => {
  expect(unreservedBeside([])).toBe(1000);
  expect(unreservedBeside([{ reserved: 10, provisioned: {} }, provisioned(5)])).toBe(985);
  expect(unreservedBeside([{ ...provisioned(5), reserved: 10 }])).toBe(990);
});

it("a hundred must stay unreserved", () => {
  expect(reserve(NOTHING, 900, 1000)).toEqual({ reserved: 900, provisioned: {} });
  expect(() => reserve(NOTHING, 901, 1000)).toThrow(
    "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
  );
});

it("nothing may be reserved, so that a function does not run", () => {
  expect(reserve(NOTHING, 0, 1000)).toEqual({ reserved: 0, provisioned: {} });
});

it("less than what is provisioned cannot be reserved", () => {
  expect(() => reserve(provisioned(2), 1, 1000)).toThrow(
    " ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2].",
  );
});

it("more than what is reserved cannot be provisioned, of all qualifiers together", () => {
  const reserved = { ...provisioned(2), reserved: 3 };
  expect(provision(reserved, ask(1), 1000).provisioned).toHaveProperty("1");
  expect(() => provision(reserved, ask(2), 1000)).toThrow(
    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
  );
});

it("what is provisioned without a reservation leaves a hundred to others", () => {
  expect(() => provision(NOTHING, ask(1001), 1000)).toThrow(
    "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000].",
  );
  expect(() => provision(NOTHING, ask(901), 1000)).toThrow(
    "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
  );
});

it("what a qualifier had provisioned is replaced, not added to", () => {
  expect(provision(provision(NOTHING, ask(900), 1000), ask(899), 1000).provisioned["1"]?.requested).toBe(899);
});

it("a function that has nothing any more is not kept", () => {
  expect(unreserve({ reserved: 1, provisioned: {} })).toBeUndefined();
  expect(unreserve({ ...provisioned(1), reserved: 1 })).toEqual(provisioned(1));
  expect(unprovision(provisioned(1), "live")).toBeUndefined();
  expect(unprovision({ ...provisioned(1), reserved: 1 }, "live")).toEqual({ reserved: 1, provisioned: {} });
});
