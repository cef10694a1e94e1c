import { type MovableClock, movableClock, randomIds } from "@skylab/aws";
import { connect } from "amqplib";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inGroup, message, newFifoQueue, newQueue, receipts, TEN, text, texts } from "../contract/queue.ts";
import type { Queue, Queues, Received } from "../port.ts";
import { deleteAll, ENGINES, newPrefix, WHY_NOT } from "./engines-under-test.ts";
import { openRabbitQueues } from "./index.ts";
import { SWEPT } from "./lua/life.ts";
import { openWay } from "./unreliable-way.ts";

const MINUTE_MS = 60_000;
const NO_MESSAGES = { visible: 0, inFlight: 0, delayed: 0 };

if (ENGINES) describeUpkeep(ENGINES);
else describe("RabbitMQ: what stays in the engines", () => it.skip(WHY_NOT));

function describeUpkeep(engines: NonNullable<typeof ENGINES>): void {
  describe("RabbitMQ: what stays in the engines", () => {
    const prefix = newPrefix();
    const redis = new Redis(engines.redisUrl);
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
      redis.disconnect();
    });

    const keyOf = (queue: Queue): string => `${prefix}:{${queue.id}}`;
    const heldOf = (queue: Queue): Promise<number> => redis.hlen(`${keyOf(queue)}:records`);
    const isInRabbit = async (name: string): Promise<boolean> => {
      const connection = await connect(engines.rabbitUrl);
      const channel = await connection.createChannel();
      // What is asked is refused, which is enough.
      channel.on("error", () => undefined);
      const isThere = await channel.checkQueue(name).then(
        () => true,
        () => false,
      );
      await connection.close();
      return isThere;
    };
    const sendMany = (queue: Queue, count: number): Promise<unknown> =>
      one.send(
        queue,
        Array.from({ length: count }, (_, index) => message(`m${index}`)),
      );

    it("brings one message to Redis to see that none has expired, however often and by whomever that is asked", async () => {
      const queue = newQueue();
      await sendMany(queue, 500);
      for (let turn = 0; turn < 5; turn += 1)
        for (const replica of [one, other]) expect(await replica.expire(queue)).toBe(0);
      expect(await heldOf(queue)).toBe(1);
      expect(await one.counts(queue)).toEqual({ visible: 500, inFlight: 0, delayed: 0 });
    });

    it("brings so many to Redis as are looked at, however often and by whomever", async () => {
      const queue = newQueue();
      await sendMany(queue, 500);
      for (let turn = 0; turn < 5; turn += 1)
        for (const replica of [one, other]) expect(await replica.peek(queue, 20)).toHaveLength(20);
      expect(await heldOf(queue)).toBe(20);
    });

    it("deletes what expired in RabbitMQ, behind one that was looked at as well", async () => {
      const queue = newQueue({ retentionMs: MINUTE_MS });
      await sendMany(queue, 300);
      await one.expire(queue);
      clock.advance(MINUTE_MS / 2);
      await one.send(queue, [message("young")]);
      clock.advance(MINUTE_MS / 2);
      expect(await other.expire(queue)).toBe(300);
      expect(await one.counts(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
    });

    it("remembers no message that expired before anybody received it", async () => {
      const queue = newQueue({ retentionMs: MINUTE_MS });
      await sendMany(queue, 300);
      clock.advance(MINUTE_MS);
      // A receive looks on for a second only.
      await expect
        .poll(async () => {
          expect(await one.receive(queue, TEN)).toEqual([]);
          return one.counts(queue);
        })
        .toEqual(NO_MESSAGES);
      expect(await redis.exists(`${keyOf(queue)}:gone`)).toBe(0);
    });

    it("removes from a FIFO queue what was moved elsewhere, though that took longer than the message was hidden", async () => {
      const [from, to] = [newFifoQueue(), newFifoQueue()];
      await one.send(from, [inGroup("g", "a")]);
      const slowly = (): Queue => {
        clock.advance(MINUTE_MS);
        return to;
      };
      expect(await one.transfer(from, 1, slowly)).toEqual({ moved: 1, unmovable: 0 });
      expect(await one.counts(from)).toEqual(NO_MESSAGES);
      expect(texts(await one.receive(to, TEN))).toEqual(["a"]);
    });

    it("answers with what a receive has taken, although it failed to take more", async () => {
      const queue = newQueue({ retentionMs: 60 * MINUTE_MS });
      await sendMany(queue, 1000);
      clock.advance(50 * MINUTE_MS);
      await one.send(queue, [message("young")]);
      const held: Received[] = [];
      while (held.length < 1001) held.push(...(await one.receive(queue, { ...TEN, visibilityMs: 20 * MINUTE_MS })));
      const young = receipts(held.filter((received) => text(received) === "young"));
      await one.setVisibility(queue, [{ receipt: young[0] ?? "", visibilityMs: 0 }]);
      clock.advance(20 * MINUTE_MS);
      // Behind as many expired ones as one turn takes out of the way there is something that nobody can take.
      await redis.zadd(`${keyOf(queue)}:ready`, 1e12, "nothing");
      expect(texts(await one.receive(queue, TEN))).toEqual(["young"]);
      await one.purge(queue);
    });

    it("leaves no queue in RabbitMQ of one that is dropped while it is counted", async () => {
      const way = await openWay(engines.rabbitUrl);
      const slow = await openRabbitQueues({ ...engines, rabbitUrl: way.url, prefix, clock, ids: randomIds });
      const queue = newQueue();
      await one.send(queue, [message("a")]);
      const name = `${prefix}.${queue.id}.${await redis.hget(keyOf(queue), "generation")}`;
      expect(await slow.counts(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
      way.hold();
      const counts = slow.counts(queue);
      // Whatever it has to ask Redis is asked before this.
      await redis.ping();
      await one.drop(queue);
      way.release();
      expect(await counts).toEqual(NO_MESSAGES);
      expect(await isInRabbit(name)).toBe(false);
      await slow.close();
      way.close();
    });

    it("notes thousands of generations as deleted at once", async () => {
      const key = `${prefix}:{swept}`;
      const generations = Array.from({ length: 9000 }, (_, index) => `${index}`);
      await redis.sadd(`${key}:garbage`, generations);
      await redis.eval(SWEPT, 1, key, ...generations);
      expect(await redis.exists(`${key}:garbage`)).toBe(0);
    });
  });
}
