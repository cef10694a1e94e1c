import { expect, it } from "vitest";
import { UserIds } from "./user-ids.ts";

const take = (ids: UserIds, count: number): number[] => Array.from({ length: count }, () => ids.take());

it("processes at different places have different user ids", () => {
  const taken = [...take(new UserIds(7), 100), ...take(new UserIds(8), 100), ...take(new UserIds(4_026_531_899), 100)];
  expect(new Set(taken).size).toBe(300);
  expect(taken.every((uid) => uid >= 50_000 && uid < 60_000)).toBe(true);
});

it("a user id that is given back comes again behind all others of its process", () => {
  const ids = new UserIds(99);
  const first = ids.take();
  ids.give(first);
  expect(take(ids, 99)).not.toContain(first);
  expect(ids.take()).toBe(first);
});

it("who needs more than its own has more, each once, and goes back to its own", () => {
  const ids = new UserIds(99);
  const own = take(ids, 100);
  const more = take(ids, 200);
  expect(new Set([...own, ...more]).size).toBe(300);
  expect([...own, ...more].every((uid) => uid >= 50_000 && uid < 60_000)).toBe(true);
  for (const uid of more) ids.give(uid);
  ids.give(own[5] ?? 0);
  expect(ids.take()).toBe(own[5]);
});
