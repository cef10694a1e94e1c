import { expect, it } from "vitest";
import { counted, periodOf, type Quota, quotaOf, remaining, useAt, withRemaining } from "./quota.ts";

const at = (day: string): number => Date.parse(`${day}T12:00:00Z`);

const quota = (period: Quota["period"], offset = 0): Quota => ({ limit: 10, period, offset });

it("a day is the whole period of a quota by day", () => {
  expect(periodOf(quota("DAY"), at("2026-11-26"))).toBe("DAY 2026-11-26");
});

it("weeks begin on Sunday, or so many days later", () => {
  // A Thursday.
  expect(periodOf(quota("WEEK"), at("2026-11-26"))).toBe("WEEK 2026-11-22");
  expect(periodOf(quota("WEEK", 4), at("2026-11-26"))).toBe("WEEK 2026-11-26");
  expect(periodOf(quota("WEEK", 5), at("2026-11-26"))).toBe("WEEK 2026-11-20");
  expect(periodOf(quota("WEEK"), at("2026-11-22"))).toBe("WEEK 2026-11-22");
});

it("months begin on their first, or so many days later, also over the turn of the year", () => {
  expect(periodOf(quota("MONTH"), at("2026-11-26"))).toBe("MONTH 2026-11-01");
  expect(periodOf(quota("MONTH", 25), at("2026-11-26"))).toBe("MONTH 2026-11-26");
  expect(periodOf(quota("MONTH", 27), at("2026-11-26"))).toBe("MONTH 2026-10-28");
  expect(periodOf(quota("MONTH", 14), at("2027-01-03"))).toBe("MONTH 2026-12-15");
});

it("a week's use goes on over its days, and the next week begins with none", () => {
  const week = quota("WEEK");
  const thursday = counted(useAt(undefined, week, at("2026-11-26")), 4);
  const friday = useAt(thursday, week, at("2026-11-27"));
  expect(friday).toMatchObject({ used: 4, usedOnDay: 0, day: "2026-11-27" });
  expect(remaining(friday, week)).toBe(6);
  expect(remaining(useAt(friday, week, at("2026-11-29")), week)).toBe(10);
});

it("a period may be given more than its limit, or less, and the next one has its limit again", () => {
  const day = quota("DAY");
  const used = counted(useAt(undefined, day, at("2026-11-26")), 10);
  const extended = withRemaining(used, day, 25);
  expect(remaining(extended, day)).toBe(25);
  expect(remaining(counted(extended, 5), day)).toBe(20);
  expect(remaining(withRemaining(extended, day, 0), day)).toBe(0);
  expect(remaining(useAt(extended, day, at("2026-11-27")), day)).toBe(10);
});

it("settings make a quota where they say how many in what", () => {
  expect(quotaOf({ limit: 5, period: "WEEK" })).toEqual({ limit: 5, period: "WEEK", offset: 0 });
  expect(quotaOf({ limit: 5 })).toBeUndefined();
});
