import { expect, it } from "vitest";
import { readRouting } from "./routing.ts";

const read = (version: string, weights: Record<string, number> | undefined): unknown =>
  readRouting(version, weights && { AdditionalVersionWeights: weights });

it("no weights are no second version", () => {
  expect(read("1", undefined)).toBeUndefined();
  expect(read("1", {})).toBeUndefined();
  expect(readRouting("1", {})).toBeUndefined();
});

it("one weight is the second version", () => {
  expect(read("1", { 2: 0.5 })).toEqual({ version: "2", weight: 0.5 });
});

it("more than one additional version is refused in AWS's words", () => {
  expect(() => read("1", { 2: 0.5, 3: 0.1 })).toThrow(
    "Number of items in AdditionalVersionWeights cannot be greater than 1",
  );
});

it("the version itself is no additional one", () => {
  expect(() => read("1", { 1: 0.5 })).toThrow(
    "Invalid function version 1. Function version 1 is already included in routing configuration.",
  );
});

it("$LATEST shares an alias with no version", () => {
  expect(() => read("$LATEST", { 1: 0.5 })).toThrow(
    "$LATEST is not supported for an alias pointing to more than 1 version",
  );
});
