import { movableClock, randomIds, systemClock } from "@skylab/aws";
import { connect } from "amqplib";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { message, newQueue, TEN, texts } from "../contract/queue.ts";
import { type Broker, openBroker } from "./broker.ts";
import { inTime } from "./deadline.ts";
import { deleteAll, ENGINES, newPrefix, WHY_NOT } from "./engines-under-test.ts";
import { openRabbitQueues } from "./index.ts";
import { openRedisLink } from "./redis-link.ts";
import { openWay } from "./unreliable-way.ts";

/** Calls of these tests have given up after so long. */
const SHORT_MS = 300;
const GENERATION = "0123456789abcdef";
const ignore = (): void => undefined;
const bodies = (count: number): Buffer[] => Array.from({ length: count }, (_, index) => Buffer.from(`m${index}`));

if (ENGINES) {
  describeBroker(ENGINES);
  describeRedis(ENGINES);
  describeQueuesInTrouble(ENGINES);
} else describe("RabbitMQ: outages", () => it.skip(WHY_NOT));

function describeBroker({ rabbitUrl }: NonNullable<typeof ENGINES>): void {
  describe("RabbitMQ: calls to a broker that stalls", () => {
    const queue = `${newPrefix()}.stalled`;
    let other: Broker;
    beforeAll(async () => {
      other = openBroker(rabbitUrl, ignore);
      await other.connect();
    });
    afterAll(async () => {
      await inTime((deadline) => other.remove(queue, deadline));
      await other.close();
    });

    it("all fail in time, and hold nothing when it goes on", async () => {
      const way = await openWay(rabbitUrl);
      const broker = openBroker(way.url, ignore);
      await inTime((deadline) => broker.publish(queue, bodies(100), deadline));
      await inTime((deadline) => broker.pull({ queue, max: 1, deadline }, async () => undefined));
      way.hold();
      let used = 0;
      const pulls = await Promise.allSettled(
        Array.from({ length: 40 }, () =>
          inTime((deadline) => broker.pull({ queue, max: 10, deadline }, async () => (used += 1)), SHORT_MS),
        ),
      );
      expect(new Set(pulls.map(({ status }) => status))).toEqual(new Set(["rejected"]));
      way.release();
      const seen = new Set<string>();
      await expect
        .poll(async () => {
          await inTime((deadline) =>
            other.pull({ queue, max: 100, deadline }, async ({ contents }) => {
              for (const content of contents) seen.add(content.toString());
            }),
          );
          return seen.size;
        })
        .toBe(99);
      expect(used).toBe(0);
      await broker.close();
      way.close();
    });
  });
}

function describeRedis({ redisUrl }: NonNullable<typeof ENGINES>): void {
  describe("RabbitMQ: calls to Redis", () => {
    const key = `${newPrefix()}:counter`;
    const redis = new Redis(redisUrl);
    afterAll(async () => {
      await redis.del(key);
      redis.disconnect();
    });

    it("are not made any more when it comes back after they failed, and are made when it comes back in time", async () => {
      const way = await openWay(redisUrl);
      const link = openRedisLink(way.url, ignore);
      await inTime((deadline) => link.call("incr", [key], deadline));
      way.cut();
      const failed = inTime((deadline) => link.call("incr", [key], deadline), SHORT_MS);
      await expect(failed).rejects.toThrow("Redis does not answer");
      const patient = inTime((deadline) => link.call("incr", [key], deadline));
      way.mend();
      expect(await patient).toBe(2);
      expect(await redis.get(key)).toBe("2");
      link.close();
      way.close();
    });
  });
}

function describeQueuesInTrouble(engines: NonNullable<typeof ENGINES>): void {
  const { rabbitUrl, redisUrl } = engines;
  describe("RabbitMQ: queues", () => {
    const prefix = newPrefix();
    const redis = new Redis(redisUrl);
    afterAll(async () => {
      await deleteAll(prefix, engines);
      redis.disconnect();
    });

    it("that RabbitMQ refuses fail at once, and disturb no other", async () => {
      const way = await openWay(rabbitUrl);
      const failures: unknown[] = [];
      const queues = await openRabbitQueues({
        rabbitUrl: way.url,
        redisUrl,
        prefix,
        clock: systemClock,
        ids: randomIds,
        onFailure: (error) => failures.push(error),
      });
      const [bad, good] = [newQueue(), newQueue()];
      await redis.hset(`${prefix}:{${bad.id}}`, "generation", GENERATION);
      const connection = await connect(rabbitUrl);
      const channel = await connection.createChannel();
      await channel.assertQueue(`${prefix}.${bad.id}.${GENERATION}`, { arguments: { "x-max-length": 5 } });
      const sends = ["a", "b", "c"].map((text) => [
        expect(queues.send(bad, [message(text)])).rejects.toThrow("406"),
        queues.send(good, [message(text)]),
      ]);
      await Promise.all(sends.flat());
      await expect(queues.receive(bad, TEN)).rejects.toThrow("406");
      expect(texts(await queues.receive(good, TEN)).toSorted()).toEqual(["a", "b", "c"]);
      // One for sends, and one for the rest.
      expect(way.connections()).toBe(2);
      expect(failures).toEqual([]);
      await queues.close();
      await expect.poll(way.connections).toBe(0);
      await connection.close();
      way.close();
    });

    it("that are closed refuse calls, and connect to nothing any more", async () => {
      const [rabbit, redisWay] = [await openWay(rabbitUrl), await openWay(redisUrl)];
      const queues = await openRabbitQueues({
        rabbitUrl: rabbit.url,
        redisUrl: redisWay.url,
        prefix,
        clock: systemClock,
        ids: randomIds,
      });
      const queue = newQueue();
      await queues.send(queue, [message("a")]);
      await queues.close();
      await expect(queues.send(queue, [message("b")])).rejects.toThrow("closed");
      await expect(queues.receive(queue, TEN)).rejects.toThrow("closed");
      await expect.poll(() => rabbit.connections() + redisWay.connections()).toBe(0);
      rabbit.close();
      redisWay.close();
    });

    it("pass over what is no message of theirs", async () => {
      const clock = movableClock();
      clock.set(Date.now());
      const failures: unknown[] = [];
      const queues = await openRabbitQueues({
        ...engines,
        prefix,
        clock,
        ids: randomIds,
        onFailure: (error) => failures.push(error),
      });
      const queue = newQueue();
      await queues.send(queue, [message("a")]);
      const generation = await redis.hget(`${prefix}:{${queue.id}}`, "generation");
      const connection = await connect(rabbitUrl);
      const channel = await connection.createConfirmChannel();
      for (const foreign of ["hello", JSON.stringify({ longer: "than the head of a message".repeat(10) })])
        channel.sendToQueue(`${prefix}.${queue.id}.${generation}`, Buffer.from(foreign));
      await channel.waitForConfirms();
      await queues.send(queue, [message("b")]);
      const received = [...(await queues.receive(queue, TEN)), ...(await queues.receive(queue, TEN))];
      expect(texts(received)).toEqual(["a", "b"]);
      expect(failures).toHaveLength(1);
      clock.advance(TEN.visibilityMs);
      expect(await queues.counts(queue)).toEqual({ visible: 2, inFlight: 0, delayed: 0 });
      await connection.close();
      await queues.close();
    });
  });
}
