import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import type { Quota } from "../throttling/quota.ts";
import { readDayRange, usedDays } from "./used-days.ts";

const WEEK: Quota = { limit: 10, period: "WEEK", offset: 0 };

it("each day tells what was used on it and what the period had left then", () => {
  // The week begins on Sunday, the 22nd.
  const known = {
    before: new Map([
      ["2026-11-22", [3, 7] as const],
      ["2026-11-26", [2, 5] as const],
    ]),
    last: { period: "WEEK 2026-11-29", used: 1, extra: 0, day: "2026-11-30", usedOnDay: 1 },
  };
  expect(usedDays(known, WEEK, readDayRange("2026-11-24", "2026-12-01"))).toEqual([
    [0, 7],
    [0, 7],
    [2, 5],
    [0, 5],
    [0, 5],
    [0, 10],
    [1, 9],
    [0, 9],
  ]);
});

const refused = (from: string, to: string): Promise<string> => refusal((async () => readDayRange(from, to))());

it("dates that are none, or the wrong way round, are refused", async () => {
  expect(await refused("yesterday", "2026-11-26")).toContain("BadRequestException: Invalid usage start date");
  expect(await refused("2026-11-26", "2026-13-01")).toContain("BadRequestException: Invalid usage end date");
  expect(await refused("2026-11-26", "2026-11-25")).toContain("BadRequestException");
  expect(await refused("1926-11-26", "2026-11-25")).toContain("BadRequestException");
});
