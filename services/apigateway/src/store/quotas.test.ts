import { type Places, placesOf, readerOf } from "@skylab/records";
import { expect, it } from "vitest";
import type { Quota } from "../domain/throttling/quota.ts";
import { useApigateway } from "../testing/use-apigateway.ts";
import { type Metered, quotaUseRows, usedDayRows } from "./quota-uses.ts";
import { openQuotas, type Quotas } from "./quotas.ts";

const apigateway = useApigateway();

const PLACE = { account: "111122223333", region: "us-east-1" };
const NOON = Date.UTC(2026, 10, 26, 12);
const DAY_MS = 86_400_000;

const replica = (): Quotas => {
  const { clock, engines } = apigateway();
  return openQuotas({ places: placesOf(engines.records), clock, log: engines.log });
};

const metered = (usagePlanId: string, limit: number, period: Quota["period"] = "DAY"): Metered => ({
  place: PLACE,
  usagePlanId,
  apiKeyId: "key",
  quota: { limit, period, offset: 0 },
});

async function takeInTurn(replicas: readonly Quotas[], of: Metered, count: number): Promise<number> {
  const now = apigateway().clock.now();
  let taken = 0;
  for (let index = 0; index < count; index++) if (await replicas[index % replicas.length]?.take(of, now)) taken++;
  return taken;
}

const usedOf = async ({ usagePlanId }: Metered): Promise<number | undefined> => {
  const rows = readerOf(placesOf(apigateway().engines.records).at(PLACE));
  return (await rows.get(quotaUseRows, usagePlanId, "key"))?.used;
};

it("a quota of ten lets exactly ten through on two replicas, one after the other and at once", async () => {
  const { clock } = apigateway();
  clock.set(NOON);
  const replicas = [replica(), replica()];
  expect(await takeInTurn(replicas, metered("in turn", 10), 30)).toBe(10);
  const takes = Array.from({ length: 60 }, async (_, index) => replicas[index % 2]?.take(metered("at once", 10), NOON));
  expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(10);
  expect(await usedOf(metered("at once", 10))).toBe(10);
});

it("what was used is counted when the request is let through: a replica that comes later knows it", async () => {
  apigateway().clock.set(NOON);
  expect(await takeInTurn([replica()], metered("durable", 10), 7)).toBe(7);
  expect(await takeInTurn([replica()], metered("durable", 10), 7)).toBe(3);
});

it("the next day has its own, and the days before are remembered", async () => {
  const { clock, engines } = apigateway();
  clock.set(NOON);
  const week = metered("days", 10, "WEEK");
  const quotas = replica();
  expect(await takeInTurn([quotas], week, 4)).toBe(4);
  clock.advance(DAY_MS);
  expect(await takeInTurn([quotas], week, 10)).toBe(6);
  const rows = readerOf(placesOf(engines.records).at(PLACE));
  expect(await rows.get(usedDayRows, "days", "key", "2026-11-26")).toEqual([4, 6]);
  const day = metered("day", 3);
  expect(await takeInTurn([quotas], day, 5)).toBe(3);
  clock.advance(DAY_MS);
  expect(await takeInTurn([quotas], day, 5)).toBe(3);
});

it("a key that is busy is counted ahead, never beyond its quota, and what it does not use is given back", async () => {
  const { clock } = apigateway();
  clock.set(NOON);
  const busy = metered("busy", 10_000);
  const replicas = [replica(), replica()];
  expect(await takeInTurn(replicas, busy, 200)).toBe(200);
  clock.advance(1000);
  expect(await takeInTurn(replicas, busy, 2)).toBe(2);
  // A tenth of a second's use of each.
  expect(await usedOf(busy)).toBe(222);
  expect(replicas[0]?.take(busy, clock.now())).toBe(true);
  clock.advance(1000);
  await expect.poll(() => usedOf(busy)).toBe(203);
  let taken = 203;
  for (let second = 0; second < 8; second++) {
    taken += await takeInTurn(replicas, busy, 2000);
    clock.advance(1000);
  }
  expect(taken).toBe(10_000);
});

it("what is given back or extended may be used at once, and other replicas know it within a second", async () => {
  const { clock } = apigateway();
  clock.set(NOON);
  const [one, other] = [replica(), replica()];
  const of = metered("extended", 2);
  expect(await takeInTurn([one, other], of, 6)).toBe(2);
  expect(one.take(of, NOON)).toBe(false);
  one.giveBack(of, NOON);
  expect(await one.take(of, NOON)).toBe(true);
  await one.extend(of, 5, NOON);
  expect(await takeInTurn([one], of, 3)).toBe(3);
  expect(other.isLeft(of, NOON)).toBe(false);
  clock.advance(1000);
  expect(await takeInTurn([other], of, 9)).toBe(2);
});

it("a key that is busy over midnight uses of the new day", async () => {
  const { clock, engines } = apigateway();
  clock.set(NOON);
  const places = placesOf(engines.records);
  const partition = places.at(PLACE);
  const day = metered("midnight", 10);
  const behind: Promise<boolean>[] = [];
  const slow: Places["at"] = () => ({
    ...partition,
    get: (...asked) => partition.get(...asked),
    commit: async (commit) => {
      const committed = await partition.commit(commit);
      if (behind.length > 0) return committed;
      clock.advance(DAY_MS);
      behind.push(Promise.resolve(quotas.take(day, clock.now())));
      return committed;
    },
  });
  const quotas = openQuotas({ places: { ...places, at: slow }, clock, log: engines.log });
  expect(await quotas.take(day, clock.now())).toBe(true);
  expect(await Promise.all(behind)).toEqual([true]);
  const rows = readerOf(partition);
  expect(await rows.get(quotaUseRows, "midnight", "key")).toMatchObject({ day: "2026-11-27", used: 1 });
});

it("what cannot be given back is told with the ids of plan and key, and counts as used", async () => {
  const { clock, engines } = apigateway();
  clock.set(NOON);
  const places = placesOf(engines.records);
  const partition = places.at(PLACE);
  let isBroken = false;
  const breaking: Places["at"] = () => ({
    ...partition,
    get: (...asked) => partition.get(...asked),
    commit: (commit) => (isBroken ? Promise.reject(new Error("The engine is away.")) : partition.commit(commit)),
  });
  const told: unknown[] = [];
  const log = { warn: (...line: readonly unknown[]) => void told.push(line) };
  const quotas = openQuotas({ places: { ...places, at: breaking }, clock, log });
  const of = metered("lost", 10);
  expect(await quotas.take(of, NOON)).toBe(true);
  quotas.giveBack(of, NOON);
  isBroken = true;
  clock.advance(1000);
  const about = { err: new Error("The engine is away."), usagePlanId: "lost", apiKeyId: "key" };
  const words = "requests that were counted ahead of a quota could not be given back";
  await expect.poll(() => told).toEqual([[about, words]]);
  expect(await usedOf(of)).toBe(1);
});
