import { type MovableClock, movableClock, randomIds } from "@skylab/aws";
import { connect } from "amqplib";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inGroup, newFifoQueue, receipts, TEN, text } from "../contract/queue.ts";
import type { NewMessage, Queue, Queues } from "../port.ts";
import { deleteAll, ENGINES, newPrefix, WHY_NOT } from "./engines-under-test.ts";
import { openRabbitQueues } from "./index.ts";
import { REFILL } from "./lua/spill.ts";
import { openWay } from "./unreliable-way.ts";

/** So many of a quarter of a mebibyte are more than the window. */
const LARGE = 257;
const LARGE_BYTES = 256 * 1024;
const LARGE_AT_ONCE = 16;
/** Messages go to RabbitMQ in batches of so many. */
const BATCH = 200;
/** More than a connection says that nobody uses. */
const REQUEST_BYTES = 50;
const SIX_MINUTES_MS = 360_000;

if (ENGINES) describeLongQueues(ENGINES);
else describe("RabbitMQ: FIFO queues that are longer than what Redis holds", () => it.skip(WHY_NOT));

function describeLongQueues(engines: NonNullable<typeof ENGINES>): void {
  describe("RabbitMQ: FIFO queues that are longer than what Redis holds", () => {
    const prefix = newPrefix();
    const redis = new Redis(engines.redisUrl);
    const failures: string[] = [];
    let clock: MovableClock;
    let queues: Queues;
    beforeAll(async () => {
      clock = movableClock();
      clock.set(Date.now());
      queues = await openRabbitQueues({
        ...engines,
        prefix,
        clock,
        ids: randomIds,
        onFailure: (error) => failures.push(String(error)),
      });
    });
    afterAll(async () => {
      await queues.close();
      await deleteAll(prefix, engines);
      redis.disconnect();
    });

    const keyOf = (queue: Queue): string => `${prefix}:{${queue.id}}`;
    const numberOf = async (queue: Queue, field: string): Promise<number> =>
      Number(await redis.hget(keyOf(queue), field));
    /** Fills the window with large messages, so that what is sent next goes to RabbitMQ. */
    const filled = async (by = queues): Promise<Queue> => {
      const queue = newFifoQueue();
      for (let from = 0; from < LARGE; from += LARGE_AT_ONCE) {
        await by.send(
          queue,
          Array.from({ length: Math.min(LARGE_AT_ONCE, LARGE - from) }, (_, index) => large(from + index)),
        );
      }
      return queue;
    };
    /** Resolves to whether there was one. */
    const deleteInRabbitMQ = async (queue: Queue): Promise<boolean> => {
      const name = `${prefix}.${queue.id}.${await redis.hget(keyOf(queue), "generation")}`;
      const connection = await connect(engines.rabbitUrl);
      connection.on("error", () => undefined);
      const channel = await connection.createChannel();
      channel.on("error", () => undefined);
      const isThere = await channel.checkQueue(name).then(
        () => true,
        () => false,
      );
      if (isThere) await channel.deleteQueue(name);
      await connection.close();
      return isThere;
    };
    /** Receives and removes until so many came; resolves to the first word of each. */
    const drain = async (queue: Queue, count: number): Promise<string[]> => {
      const seen: string[] = [];
      await expect
        .poll(async () => {
          for (let more = true; more && seen.length < count;) {
            const received = await queues.receive(queue, TEN);
            await queues.remove(queue, receipts(received));
            seen.push(...received.map((one) => text(one).trim()));
            more = received.length > 0;
          }
          return seen.length;
        })
        .toBe(count);
      expect(await queues.receive(queue, TEN)).toEqual([]);
      expect(await queues.counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
      return seen;
    };

    it("goes on in order after another replica took over the moving of messages, again and again", async () => {
      const queue = await filled();
      for (let from = 0; from < 20; from += 1) {
        await queues.send(queue, small(from * BATCH, BATCH));
        await redis.set(`${keyOf(queue)}:spiller`, "another replica", "PX", 20);
      }
      await expect.poll(() => numberOf(queue, "spilled")).toBeGreaterThan(19 * BATCH);
      expect(await drain(queue, LARGE + 20 * BATCH)).toEqual([...names("large", LARGE), ...names("small", 20 * BATCH)]);
    });

    it("entrusts nothing to a queue that RabbitMQ has just made, and may forget", async () => {
      const queue = await filled();
      await queues.send(queue, small(0, BATCH));
      await expect.poll(() => deleteInRabbitMQ(queue)).toBe(true);
      expect(await drain(queue, LARGE + BATCH)).toEqual([...names("large", LARGE), ...names("small", BATCH)]);
    });

    it("moves messages again whose connection breaks before RabbitMQ has confirmed them", async () => {
      const way = await openWay(engines.rabbitUrl);
      const moving = await openRabbitQueues({ ...engines, rabbitUrl: way.url, prefix, clock, ids: randomIds });
      const queue = await filled(moving);
      await moving.send(queue, small(0, BATCH));
      await expect.poll(() => numberOf(queue, "spilled")).toBe(BATCH);
      way.hold();
      await moving.send(queue, small(BATCH, BATCH));
      await expect.poll(way.heldBytes).toBeGreaterThan(BATCH * REQUEST_BYTES);
      way.cut();
      way.mend();
      expect(await drain(queue, LARGE + 2 * BATCH)).toEqual([...names("large", LARGE), ...names("small", 2 * BATCH)]);
      await moving.close();
      way.close();
    });

    it("has brought back no message that Redis has not, when the replica that brings it dies", async () => {
      const [rabbit, toRedis] = [await openWay(engines.rabbitUrl), await openWay(engines.redisUrl)];
      const ways = { rabbitUrl: rabbit.url, redisUrl: toRedis.url };
      const moving = await openRabbitQueues({ ...ways, prefix, clock, ids: randomIds });
      const queue = await filled(moving);
      await moving.send(queue, small(0, BATCH));
      await expect.poll(() => numberOf(queue, "spilled")).toBe(BATCH);
      rabbit.hold();
      const first: string[] = [];
      while (rabbit.heldBytes() < REQUEST_BYTES) {
        const received = await moving.receive(queue, TEN);
        await moving.remove(queue, receipts(received));
        first.push(...received.map((one) => text(one).trim()));
      }
      toRedis.hold();
      rabbit.release();
      await expect.poll(toRedis.heldBytes).toBeGreaterThan(BATCH * REQUEST_BYTES);
      for (const way of [toRedis, rabbit]) way.cut();
      await moving.close();
      await redis.del(`${keyOf(queue)}:spiller`);
      const rest = await drain(queue, LARGE + BATCH - first.length);
      expect([...first, ...rest]).toEqual([...names("large", LARGE), ...names("small", BATCH)]);
      for (const way of [toRedis, rabbit]) way.close();
    });

    it("keeps one of a message that is moved here again after it went to RabbitMQ", async () => {
      const queue = await filled();
      const messages = small(0, 2 * BATCH);
      await queues.send(queue, messages);
      await expect.poll(() => numberOf(queue, "spilled")).toBe(2 * BATCH);
      clock.advance(SIX_MINUTES_MS);
      const [first] = messages;
      // The deduplication id is forgotten by now.
      if (first) await queues.send(queue, [{ ...first, deduplicationId: "again" }]);
      await queues.send(queue, [inGroup("g", "behind it")]);
      const seen = await drain(queue, LARGE + 2 * BATCH + 1);
      expect(seen.toSorted()).toEqual([...names("large", LARGE), ...names("small", 2 * BATCH), "behind it"].toSorted());
    });

    it("takes few large messages back at a time", async () => {
      const queue = await filled();
      await queues.send(
        queue,
        Array.from({ length: 64 }, (_, index) => large(LARGE + index)),
      );
      await expect.poll(() => numberOf(queue, "spilled")).toBeGreaterThan(0);
      // As if much had been received, by a replica that holds the lease.
      const [key, lease, token] = [keyOf(queue), `${keyOf(queue)}:spiller`, "token"];
      await redis.hset(key, "bytes", 0);
      await redis.set(lease, token);
      const generation = (await redis.hget(key, "generation")) ?? "";
      expect(await redis.eval(REFILL, 2, key, lease, generation, clock.now(), 0, token)).toEqual([31, 0]);
      await redis.del(lease);
      await queues.purge(queue);
    });

    it("goes on without the messages that somebody deleted in RabbitMQ, and says so", async () => {
      const queue = await filled();
      await queues.send(queue, small(0, BATCH));
      await expect.poll(() => numberOf(queue, "spilled")).toBe(BATCH);
      await deleteInRabbitMQ(queue);
      // As if they had been missing for long.
      await redis.hset(keyOf(queue), "missing", 1);
      await queues.send(queue, [inGroup("g", "new")]);
      // The batch began with the last large one.
      const left = [...names("large", LARGE - 1), `small${BATCH - 1}`, "new"];
      expect(await drain(queue, left.length)).toEqual(left);
      expect(failures.filter((failure) => failure.includes(`lost ${BATCH} messages`))).toHaveLength(1);
    });
  });
}

const names = (name: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${name}${index}`);
const large = (index: number): NewMessage =>
  inGroup("g", `large${index}`.padEnd(LARGE_BYTES), { deduplicationId: `large${index}` });
const small = (from: number, count: number): NewMessage[] =>
  Array.from({ length: count }, (_, index) => inGroup("g", `small${from + index}`));
