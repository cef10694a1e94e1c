import { expect, test } from "vitest";
import { isLinearizable } from "./linearizable.ts";
import { type RegisterOperation, registerStep } from "./register.ts";

const of = (...history: [begun: number, ended: number, operation: RegisterOperation][]): boolean =>
  isLinearizable(
    history.map(([begun, ended, operation]) => ({ begun, ended, operation })),
    0,
    registerStep,
  );

const put = (value: number) => ({ kind: "put", value }) as const;
const lost = (ended: number) => ({ begun: 0, ended, operation: put(1), isLost: true }) as const;
const read = (value: number) => ({ kind: "read", value }) as const;
const add = (sum: number) => ({ kind: "add", value: 1, sum }) as const;
const exchange = (isDone: boolean) => ({ kind: "exchange", expected: 1, value: 2, isDone }) as const;

test("what is under way at the same time may take effect in any order", () => {
  expect(of([0, 10, put(1)], [1, 9, put(2)], [2, 3, read(2)], [4, 5, read(1)])).toBe(true);
  expect(of([0, 10, put(1)], [1, 2, read(0)], [3, 4, read(1)])).toBe(true);
});

test("what was read does not come back after another value was seen", () => {
  expect(of([0, 10, put(1)], [1, 2, read(1)], [3, 4, read(0)])).toBe(false);
  expect(of([0, 1, put(1)], [2, 3, put(2)], [4, 5, read(1)])).toBe(false);
});

test("a lost write may have taken effect, or not, until it was lost", () => {
  const reads = (first: number, second: number) => [
    { begun: 1, ended: 2, operation: read(first) },
    { begun: 4, ended: 5, operation: read(second) },
  ];
  expect(isLinearizable([lost(3), ...reads(0, 1)], 0, registerStep)).toBe(true);
  expect(isLinearizable([lost(3), ...reads(0, 0)], 0, registerStep)).toBe(true);
  expect(isLinearizable([lost(3), ...reads(1, 0)], 0, registerStep)).toBe(false);
  const late = { begun: 6, ended: 7, operation: read(1) };
  expect(isLinearizable([lost(3), ...reads(0, 0), late], 0, registerStep)).toBe(false);
  expect(isLinearizable([lost(Number.POSITIVE_INFINITY), ...reads(0, 0), late], 0, registerStep)).toBe(true);
});

test("a lost update is found", () => {
  expect(of([0, 10, add(1)], [1, 9, add(2)])).toBe(true);
  expect(of([0, 10, add(1)], [1, 9, add(1)])).toBe(false);
});

test("an exchange is done where the value is the expected one, and there alone", () => {
  expect(of([0, 1, put(1)], [2, 3, exchange(true)], [4, 5, read(2)])).toBe(true);
  expect(of([0, 1, put(1)], [2, 3, exchange(false)])).toBe(false);
  expect(of([0, 1, put(3)], [2, 3, exchange(true)])).toBe(false);
});
