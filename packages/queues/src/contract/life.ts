import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenEngine, OpenQueues } from "./under-test.ts";
import { inGroup, message, newFifoQueue, newQueue, only, receipts, TEN, texts } from "./queue.ts";

export function describeLife(name: string, open: OpenQueues): void {
  describe(`${name}: the life of a queue`, () => {
    let engine: OpenEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    it("keeps queues apart", async () => {
      const [one, other] = [newQueue(), newQueue()];
      await engine.queues().send(one, [message("a")]);
      expect(await engine.queues().receive(other, TEN)).toEqual([]);
      expect(await engine.queues().counts(other)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    });

    it("purges what waits, what is in flight and what is delayed, and nothing sent later", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a"), message("b"), message("c", { delayMs: 1000 })]);
      const held = only(await engine.queues().receive(queue, { ...TEN, max: 1, visibilityMs: 500 }));
      await engine.queues().purge(queue);
      await engine.queues().send(queue, [message("d")]);
      engine.clock.advance(2000);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
      expect(await engine.queues().remove(queue, [held.receipt])).toEqual(["done"]);
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["d"]);
    });

    it("frees the blocked groups of a FIFO queue by a purge", async () => {
      const queue = newFifoQueue();
      await engine.queues().send(queue, [inGroup("g", "a"), inGroup("g", "b")]);
      await engine.queues().receive(queue, TEN);
      await engine.queues().purge(queue);
      await engine.queues().send(queue, [inGroup("g", "c")]);
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["c"]);
    });

    it("forgets a dropped queue, and sends away those who wait", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a")]);
      const waiting = engine.queues().receive(newQueue(), { ...TEN, waitMs: 1 });
      const other = newQueue();
      const waitingHere = engine.queues().receive(other, { ...TEN, waitMs: 20_000 });
      await engine.queues().drop(other);
      expect(await waitingHere).toEqual([]);
      await engine.queues().drop(queue);
      await engine.queues().drop(newQueue());
      expect(await engine.queues().counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
      engine.clock.advance(1);
      expect(await waiting).toEqual([]);
    });

    it("sends away one who looks for messages while the queue is dropped", async () => {
      const dead = newQueue();
      const queue = newQueue({ deadLetter: { queue: dead, maxReceives: 1, source: "source" } });
      await engine.queues().send(queue, [message("a")]);
      only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 0 }));
      const looking = engine.queues().receive(queue, { ...TEN, waitMs: 20_000 });
      await engine.queues().drop(queue);
      expect(await looking).toEqual([]);
    });

    it("leaves nothing to other queues of one that is dropped as soon as it is filled, also after a restart", async () => {
      const queue = newQueue();
      const many = Array.from({ length: 1000 }, () => message("a"));
      await Promise.all([engine.queues().send(queue, many), engine.queues().drop(queue)]);
      await engine.reopen();
      expect(await engine.queues().receive(newQueue(), TEN)).toEqual([]);
    });

    it("looks at messages without receiving them", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a")]);
      const held = only(await engine.queues().receive(queue, TEN));
      await engine.queues().send(queue, [message("b"), message("c", { delayMs: 1000 })]);
      const seen = await engine.queues().peek(queue, 10);
      expect(seen.map(({ state }) => state).toSorted()).toEqual(["delayed", "inFlight", "visible"]);
      expect(seen.find(({ id }) => id === held.id)).toMatchObject({
        state: "inFlight",
        receives: 1,
        firstReceivedAt: held.firstReceivedAt,
      });
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["b"]);
      expect(await engine.queues().peek(queue, 2)).toHaveLength(2);
    });

    it("keeps messages, receipts, counts, visibility and deduplication across a restart", async () => {
      const [queue, fifo] = [newQueue(), newFifoQueue()];
      const bodies = ["a", "b", "c", "d"];
      await engine.queues().send(queue, [...bodies.map((body) => message(body)), message("late", { delayMs: 9000 })]);
      const sent = await engine.queues().send(
        fifo,
        bodies.map((body) => inGroup("g", body)),
      );
      const held = await engine.queues().receive(queue, { ...TEN, max: 2, visibilityMs: 5000 });
      const blocking = await engine.queues().receive(fifo, { ...TEN, max: 2, visibilityMs: 5000 });
      await engine.queues().remove(queue, receipts(held).slice(0, 1));
      await engine.reopen();
      expect(await engine.queues().counts(queue)).toEqual({ visible: 2, inFlight: 1, delayed: 1 });
      expect(await engine.queues().counts(fifo)).toEqual({ visible: 2, inFlight: 2, delayed: 0 });
      expect(await engine.queues().receive(fifo, TEN)).toEqual([]);
      expect(texts(await engine.queues().receive(queue, TEN)).toSorted()).toEqual(["c", "d"]);
      expect(await engine.queues().remove(queue, receipts(held).slice(1))).toEqual(["done"]);
      expect(await engine.queues().remove(fifo, receipts(blocking).slice(0, 1))).toEqual(["done"]);
      engine.clock.advance(5000);
      const rest = await engine.queues().receive(fifo, TEN);
      expect(texts(rest)).toEqual(["b", "c", "d"]);
      expect(rest[0]?.receives).toBe(2);
      const again = only(await engine.queues().send(fifo, [inGroup("g", "d")]));
      expect(again).toEqual({ ...sent[3], duplicate: true });
      const next = only(await engine.queues().send(fifo, [inGroup("g", "e")]));
      expect((next.sequenceNumber ?? "") > (sent[3]?.sequenceNumber ?? "")).toBe(true);
      engine.clock.advance(4000);
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["late"]);
    });

    it("shows a message that came down while the engine was closed once, with its count", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a"), message("b")]);
      const first = await engine.queues().receive(queue, { ...TEN, visibilityMs: 1000 });
      engine.clock.advance(1000);
      await engine.reopen();
      const second = await engine.queues().receive(queue, TEN);
      expect(texts(second).toSorted()).toEqual(["a", "b"]);
      expect(second.map(({ receives }) => receives)).toEqual([2, 2]);
      expect(await engine.queues().remove(queue, receipts(first))).toEqual(["stale", "stale"]);
    });

    it("answers a ping, but not when it is closed", async () => {
      const other = await open();
      await expect(other.queues().ping()).resolves.toBeUndefined();
      const queues = other.queues();
      await other.close();
      await expect(queues.ping()).rejects.toThrow();
    });

    it("ends all waits when it is closed", async () => {
      const other = await open();
      const waiting = other.queues().receive(newQueue(), { ...TEN, waitMs: 20_000 });
      await other.close();
      expect(await waiting).toEqual([]);
    });
  });
}
