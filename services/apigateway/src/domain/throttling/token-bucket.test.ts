import { expect, it } from "vitest";
import { fullAt, fullBucket, rateLimitOf, refilled, spent, tokensLeft } from "./token-bucket.ts";

const LIMIT = { rate: 2, burst: 10 };
const NOW = Date.UTC(2026, 10, 26);

it("a bucket holds its burst, and gets tokens back at its rate", () => {
  const full = fullBucket(LIMIT, NOW);
  const used = spent(full, LIMIT, { tokens: 10, since: NOW, now: NOW });
  expect(tokensLeft(full, LIMIT)).toBe(10);
  expect(tokensLeft(used, LIMIT)).toBe(0);
  expect(tokensLeft(refilled(used, LIMIT, NOW + 499), LIMIT)).toBe(0);
  expect(tokensLeft(refilled(used, LIMIT, NOW + 500), LIMIT)).toBe(1);
  expect(tokensLeft(refilled(used, LIMIT, NOW + 60_000), LIMIT)).toBe(10);
  expect(fullAt(used, LIMIT)).toBe(NOW + 5000);
});

it("what is used beyond what is left is owed", () => {
  const owing = spent(fullBucket(LIMIT, NOW), LIMIT, { tokens: 14, since: NOW, now: NOW });
  expect(tokensLeft(refilled(owing, LIMIT, NOW + 2000), LIMIT)).toBe(0);
  expect(tokensLeft(refilled(owing, LIMIT, NOW + 2500), LIMIT)).toBe(1);
});

it("what was used a while ago has come back meanwhile", () => {
  const told = spent(fullBucket(LIMIT, NOW), LIMIT, { tokens: 4, since: NOW, now: NOW + 60_000 });
  expect(tokensLeft(told, LIMIT)).toBe(10);
});

it("what is used at once is taken from what has come back until then, and no more", () => {
  const empty = spent(fullBucket(LIMIT, NOW), LIMIT, { tokens: 10, since: NOW, now: NOW });
  const later = NOW + 60_000;
  expect(tokensLeft(spent(empty, LIMIT, { tokens: 7, since: later, now: later }), LIMIT)).toBe(3);
});

it("clocks that differ a little bring no tokens, and one that is set back begins anew", () => {
  const used = spent(fullBucket(LIMIT, NOW), LIMIT, { tokens: 10, since: NOW, now: NOW });
  const behind = refilled(used, LIMIT, NOW - 100);
  expect(tokensLeft(refilled(behind, LIMIT, NOW + 499), LIMIT)).toBe(0);
  const back = refilled(used, LIMIT, NOW - 86_400_000);
  expect(tokensLeft(refilled(back, LIMIT, NOW - 86_400_000 + 500), LIMIT)).toBe(1);
});

it("a rate or a burst of zero lets nothing through", () => {
  for (const limit of [
    { rate: 0, burst: 10 },
    { rate: 10, burst: 0 },
  ]) {
    expect(tokensLeft(refilled(fullBucket(limit, NOW), limit, NOW + 60_000), limit)).toBe(0);
  }
});

it("settings that are not below the account's make no limit", () => {
  expect(rateLimitOf({})).toBeUndefined();
  expect(rateLimitOf({ rateLimit: 10_000, burstLimit: 5000 })).toBeUndefined();
  expect(rateLimitOf({ rateLimit: -1, burstLimit: -1 })).toBeUndefined();
  expect(rateLimitOf({ rateLimit: 5 })).toEqual({ rate: 5, burst: 5000 });
  expect(rateLimitOf({ rateLimit: 0, burstLimit: 0 })).toEqual({ rate: 0, burst: 0 });
});
