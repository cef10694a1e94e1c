import { type Places, placesOf } from "@skylab/records";
import { expect, it } from "vitest";
import type { RateLimit } from "../domain/throttling/token-bucket.ts";
import { useApigateway } from "../testing/use-apigateway.ts";
import { type Buckets, type Limited, openBuckets } from "./buckets.ts";
import { BUCKETS_SPACE } from "./spaces.ts";

const apigateway = useApigateway();

const PLACE = { account: "111122223333", region: "us-east-1" };

const replica = (): Buckets => openBuckets(placesOf(apigateway().engines.records));

const bucket = (name: string, limit: RateLimit): Limited => ({ place: PLACE, name, limit });

/** How many of so many requests, one after the other, by the replicas in turn, had a token. */
async function takeInTurn(replicas: readonly Buckets[], limited: Limited, count: number): Promise<number> {
  const now = apigateway().clock.now();
  let taken = 0;
  for (let index = 0; index < count; index++) if (await replicas[index % replicas.length]?.take(limited, now)) taken++;
  return taken;
}

it("two replicas let as many through a narrow bucket as one does", async () => {
  const { clock } = apigateway();
  clock.set(clock.now());
  const limited = bucket("narrow", { rate: 5, burst: 10 });
  const replicas = [replica(), replica()];
  expect(await takeInTurn(replicas, limited, 40)).toBe(10);
  clock.advance(1000);
  expect(await takeInTurn(replicas, limited, 40)).toBe(5);
  expect(await takeInTurn([replica()], limited, 40)).toBe(0);
});

it("of those who come at once, as many have a token as are left", async () => {
  const { clock } = apigateway();
  clock.set(clock.now());
  const limited = bucket("at once", { rate: 5, burst: 10 });
  const replicas = [replica(), replica()];
  const takes = Array.from({ length: 60 }, async (_, index) => replicas[index % 2]?.take(limited, clock.now()));
  expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(10);
});

it("two replicas overdraw a wide bucket by what one of them may take unseen, and pay it back", async () => {
  const { clock } = apigateway();
  clock.set(clock.now());
  const limited = bucket("wide", { rate: 1000, burst: 500 });
  const replicas = [replica(), replica()];
  const first = await takeInTurn(replicas, limited, 2000);
  expect(first).toBeGreaterThanOrEqual(500);
  // A tenth of the burst, for each of the two.
  expect(first).toBeLessThanOrEqual(600);
  let taken = first;
  for (let second = 0; second < 5; second++) {
    for (let tenth = 0; tenth < 10; tenth++) {
      clock.advance(100);
      taken += await takeInTurn(replicas, limited, 500);
    }
  }
  expect(taken).toBeGreaterThanOrEqual(5500 - 100);
  expect(taken).toBeLessThanOrEqual(5500 + 100);
});

it("of a wide bucket the others are told after a tenth of its burst", async () => {
  const { clock, engines } = apigateway();
  clock.set(clock.now());
  const place = { account: "777788889999", region: "us-east-1" };
  const partition = engines.records.partition("777788889999/us-east-1");
  const limited = { place, name: "told", limit: { rate: 1000, burst: 500 } };
  const buckets = replica();
  for (let index = 0; index < 49; index++) expect(buckets.take(limited, clock.now())).toBe(true);
  expect(await partition.count(BUCKETS_SPACE)).toBe(0);
  expect(buckets.take(limited, clock.now())).toBe(true);
  await expect.poll(() => partition.count(BUCKETS_SPACE)).toBe(1);
});

it("a bucket that is known to be empty, and a wide one, are answered for at once", async () => {
  const { clock } = apigateway();
  clock.set(clock.now());
  const buckets = replica();
  const narrow = bucket("known to be empty", { rate: 1, burst: 1 });
  expect(await buckets.take(narrow, clock.now())).toBe(true);
  expect(buckets.take(narrow, clock.now())).toBe(false);
  expect(buckets.take(bucket("known to be wide", { rate: 1000, burst: 500 }), clock.now())).toBe(true);
});

it("what is given back may be taken again", async () => {
  const { clock } = apigateway();
  clock.set(clock.now());
  const buckets = replica();
  const limited = bucket("given back", { rate: 1, burst: 1 });
  expect(await buckets.take(limited, clock.now())).toBe(true);
  buckets.giveBack(limited, clock.now());
  expect(await buckets.take(limited, clock.now())).toBe(true);
  expect(await buckets.take(limited, clock.now())).toBe(false);
});

it("of a bucket that is full again nothing is kept, and wide ones are told of seldom", async () => {
  const { clock, engines } = apigateway();
  clock.set(clock.now());
  const partition = engines.records.partition("444455556666/us-east-1");
  const place = { account: "444455556666", region: "us-east-1" };
  const buckets = replica();
  const account = { place, name: "account", limit: { rate: 10_000, burst: 5000 } };
  for (let index = 0; index < 499; index++) expect(buckets.take(account, clock.now())).toBe(true);
  expect(await partition.count(BUCKETS_SPACE)).toBe(0);
  expect(await buckets.take({ place, name: "n", limit: { rate: 1, burst: 2 } }, clock.now())).toBe(true);
  expect(await partition.range(BUCKETS_SPACE, { limit: 10 })).toHaveLength(1);
  clock.advance(2000);
  expect(await partition.range(BUCKETS_SPACE, { limit: 10 })).toHaveLength(0);
});

it("who comes while the engine fails is asked for again, and does not wait for the next one", async () => {
  const { clock, engines } = apigateway();
  clock.set(clock.now());
  const limited = bucket("failing", { rate: 5, burst: 10 });
  const places = placesOf(engines.records);
  const partition = places.at(PLACE);
  const meanwhile: Promise<boolean>[] = [];
  const failing: Places["at"] = () => ({
    ...partition,
    get: async (...asked) => {
      if (meanwhile.length > 0) return partition.get(...asked);
      meanwhile.push(Promise.resolve(buckets.take(limited, clock.now())));
      throw new Error("The engine does not answer.");
    },
    commit: (commit) => partition.commit(commit),
  });
  const buckets = openBuckets({ ...places, at: failing });
  await expect(buckets.take(limited, clock.now())).rejects.toThrow("The engine does not answer.");
  expect(await Promise.all(meanwhile)).toEqual([true]);
});
