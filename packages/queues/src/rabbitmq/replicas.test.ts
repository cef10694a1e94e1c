import { type MovableClock, movableClock, randomIds } from "@skylab/aws";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inGroup, message, newFifoQueue, newQueue, only, receipts, TEN, text, texts } from "../contract/queue.ts";
import type { Queue, Queues } from "../port.ts";
import { deleteAll, ENGINES, newPrefix, WHY_NOT } from "./engines-under-test.ts";
import { openRabbitQueues } from "./index.ts";

/** Thousands of calls one after the other, each of which a disk syncs. */
const MANY = { timeout: 300_000 };

if (ENGINES) describeReplicas(ENGINES);
else describe("RabbitMQ: two replicas", () => it.skip(WHY_NOT));

function describeReplicas(engines: NonNullable<typeof ENGINES>): void {
  describe("RabbitMQ: two replicas over the same engines", () => {
    const prefix = newPrefix();
    let clock: MovableClock;
    let one: Queues;
    let other: Queues;
    beforeAll(async () => {
      clock = movableClock();
      clock.set(Date.now());
      const open = (): Promise<Queues> => openRabbitQueues({ ...engines, prefix, clock, ids: randomIds });
      [one, other] = await Promise.all([open(), open()]);
    });
    afterAll(async () => {
      await Promise.all([one.close(), other.close()]);
      await deleteAll(prefix, engines);
    });

    it("wakes one who waits at the other replica when a message is sent", async () => {
      const queue = newQueue();
      const waiting = other.receive(queue, { ...TEN, waitMs: 3_600_000 });
      await one.send(queue, [message("a")]);
      expect(texts(await waiting)).toEqual(["a"]);
    });

    it("wakes one who waits at the other replica when a delay, a visibility timeout or a group ends", async () => {
      const [queue, fifo] = [newQueue(), newFifoQueue()];
      const first = other.receive(queue, { ...TEN, waitMs: 3_600_000 });
      await one.send(queue, [message("a", { delayMs: 5000 })]);
      clock.advance(5000);
      expect(texts(await first)).toEqual(["a"]);
      const second = other.receive(queue, { ...TEN, waitMs: 3_600_000 });
      clock.advance(TEN.visibilityMs);
      expect(texts(await second)).toEqual(["a"]);
      await one.send(fifo, [inGroup("g", "b"), inGroup("g", "c")]);
      const { receipt } = only(await one.receive(fifo, { ...TEN, max: 1 }));
      const third = other.receive(fifo, { ...TEN, waitMs: 3_600_000 });
      await one.remove(fifo, [receipt]);
      expect(texts(await third)).toEqual(["c"]);
    });

    it("takes the receipts that the other replica gave", async () => {
      const queue = newQueue();
      await one.send(queue, [message("a"), message("b")]);
      const received = await one.receive(queue, TEN);
      const [first = "", second = ""] = receipts(received);
      expect(await other.remove(queue, [first])).toEqual(["done"]);
      expect(await other.setVisibility(queue, [{ receipt: second, visibilityMs: 0 }])).toEqual(["done"]);
      const again = only(await one.receive(queue, TEN));
      expect(again.receives).toBe(2);
      expect(await other.remove(queue, [second])).toEqual(["stale"]);
      expect(await other.remove(queue, [again.receipt])).toEqual(["done"]);
      expect(await one.counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    });

    it("counts at one replica what the other did", async () => {
      const queue = newQueue();
      await one.send(queue, [message("a"), message("b"), message("c", { delayMs: 1000 })]);
      await one.receive(queue, { ...TEN, max: 1 });
      expect(await other.counts(queue)).toEqual({ visible: 1, inFlight: 1, delayed: 1 });
    });

    it("sends nothing into what the other replica purged or dropped", async () => {
      const queue = newQueue();
      for (const end of [one.purge, one.drop]) {
        await other.send(queue, [message("before")]);
        await end(queue);
        await other.send(queue, [message("after")]);
        const received = only(await one.receive(queue, TEN));
        expect(text(received)).toBe("after");
        expect(await other.remove(queue, [received.receipt])).toEqual(["done"]);
      }
    });

    it("holds a bounded part of a long FIFO queue in Redis, however large its messages are", MANY, async () => {
      const queue = newFifoQueue();
      const bodies = Array.from({ length: 400 }, (_, index) => `m${index}`.padEnd(256 * 1024));
      for (const body of bodies) await one.send(queue, [inGroup("g", body, { deduplicationId: body.trim() })]);
      const redis = new Redis(engines.redisUrl);
      const key = `${prefix}:{${queue.id}}`;
      const heldMebibytes = async (): Promise<number> => Number(await redis.hget(key, "bytes")) / 1024 ** 2;
      // A batch that is not full stays on its way.
      await expect.poll(heldMebibytes).toBeLessThan(64 + 50);
      const seen: string[] = [];
      while (seen.length < bodies.length) {
        const received = await other.receive(queue, { ...TEN, waitMs: 3_600_000 });
        seen.push(...texts(received));
        await one.remove(queue, receipts(received));
      }
      expect(seen).toEqual(bodies);
      expect(await heldMebibytes()).toBe(0);
      redis.disconnect();
    });

    it("sends away one who waits at the other replica when the queue is dropped", async () => {
      const queue = newQueue();
      await one.send(queue, [message("a")]);
      only(await other.receive(queue, TEN));
      const waiting = other.receive(queue, { ...TEN, waitMs: 3_600_000 });
      const redis = new Redis(engines.redisUrl);
      const channel = `${prefix}:{${queue.id}}:wake`;
      await expect.poll(() => redis.pubsub("NUMSUB", channel)).toEqual([channel, 1]);
      redis.disconnect();
      await one.drop(queue);
      expect(await waiting).toEqual([]);
    });

    it("keeps a FIFO group in order while both replicas send and receive", async () => {
      const queue = newFifoQueue();
      const bodies = Array.from({ length: 60 }, (_, index) => `m${index}`);
      for (const [index, body] of bodies.entries())
        await (index % 2 === 0 ? one : other).send(queue, [inGroup("g", body)]);
      const seen: string[] = [];
      for (let turn = 0; seen.length < bodies.length; turn += 1) {
        const [here, there] = turn % 2 === 0 ? [one, other] : [other, one];
        const received = await here.receive(queue, { ...TEN, max: 7 });
        seen.push(...texts(received));
        expect(await there.receive(queue, TEN)).toEqual([]);
        await there.remove(queue, receipts(received));
      }
      expect(seen).toEqual(bodies);
    });

    it("stores one of equal messages that both replicas send at the same time", async () => {
      const queue = newFifoQueue();
      const sent = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : other).send(queue, [inGroup("g", "a")])),
      );
      expect(new Set(sent.flat().map(({ id }) => id)).size).toBe(1);
      expect(await one.receive(queue, TEN)).toHaveLength(1);
    });

    it(
      "keeps the order of a FIFO queue that is longer than what Redis holds, and goes on after a replica that moved messages died",
      MANY,
      async () => {
        const queue = newFifoQueue();
        await fill(one, queue, 21_000);
        expect(await one.counts(queue)).toEqual({ visible: 21_000, inFlight: 0, delayed: 0 });
        const redis = new Redis(engines.redisUrl);
        const key = `${prefix}:{${queue.id}}`;
        // Messages go to RabbitMQ by and by.
        await expect.poll(() => redis.hget(key, "spilled")).toBe("1000");
        await redis.set(`${key}:spiller`, "a dead replica", "PX", 500);
        const seen: string[] = [];
        for (let turn = 0; seen.length < 21_000; turn += 1) {
          const [here, there] = turn % 2 === 0 ? [one, other] : [other, one];
          const received = await here.receive(queue, { ...TEN, waitMs: 3_600_000 });
          seen.push(...texts(received));
          await there.remove(queue, receipts(received));
        }
        redis.disconnect();
        expect(seen).toEqual(Array.from({ length: 21_000 }, (_, index) => `m${index}`));
        expect(await other.counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
      },
    );
  });
}

async function fill(queues: Queues, queue: Queue, count: number): Promise<void> {
  for (let from = 0; from < count; from += 500) {
    const bodies = Array.from({ length: 500 }, (_, index) => `m${from + index}`);
    await queues.send(
      queue,
      bodies.map((body) => inGroup("g", body)),
    );
  }
}
