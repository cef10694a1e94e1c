import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenEngine, OpenQueues } from "./under-test.ts";
import { inGroup, newFifoQueue, only, receipts, TEN, text, texts } from "./queue.ts";

export function describeFifo(name: string, open: OpenQueues): void {
  describe(`${name}: FIFO queues`, () => {
    let engine: OpenEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    it("keeps the order inside a group, and numbers it with twenty increasing digits", async () => {
      const queue = newFifoQueue();
      const bodies = Array.from({ length: 25 }, (_, index) => `m${index}`);
      const sent = await engine.queues().send(
        queue,
        bodies.map((body) => inGroup("g", body)),
      );
      const numbers = sent.map(({ sequenceNumber }) => sequenceNumber ?? "");
      expect(numbers.every((number) => /^\d{20}$/.test(number))).toBe(true);
      expect(numbers).toEqual(numbers.toSorted());
      const seen: string[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const received = await engine.queues().receive(queue, TEN);
        seen.push(...texts(received));
        await engine.queues().remove(queue, receipts(received));
      }
      expect(seen).toEqual(bodies);
    });

    it("tells a received message's group, deduplication id and sequence number", async () => {
      const queue = newFifoQueue();
      const { sequenceNumber } = only(await engine.queues().send(queue, [inGroup("g", "a")]));
      expect(only(await engine.queues().receive(queue, TEN))).toMatchObject({
        groupId: "g",
        deduplicationId: "a",
        sequenceNumber,
      });
    });

    it("blocks a group while one of its messages is in flight, and no other group", async () => {
      const queue = newFifoQueue();
      await engine.queues().send(queue, [inGroup("g1", "a1"), inGroup("g1", "a2"), inGroup("g2", "b1")]);
      const first = only(await engine.queues().receive(queue, { ...TEN, max: 1 }));
      expect(text(first)).toBe("a1");
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["b1"]);
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      await engine.queues().remove(queue, [first.receipt]);
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["a2"]);
    });

    it("gives as many of one group as are wanted", async () => {
      const queue = newFifoQueue();
      await engine.queues().send(queue, [inGroup("g1", "a1"), inGroup("g2", "b1"), inGroup("g1", "a2")]);
      expect(texts(await engine.queues().receive(queue, { ...TEN, max: 2 }))).toEqual(["a1", "a2"]);
    });

    it("gives the same messages in the same order after their visibility ran out", async () => {
      const queue = newFifoQueue();
      await engine.queues().send(
        queue,
        ["a", "b", "c", "d"].map((body) => inGroup("g", body)),
      );
      const first = await engine.queues().receive(queue, { ...TEN, max: 3, visibilityMs: 1000 });
      await engine.queues().setVisibility(queue, [{ receipt: first[2]?.receipt ?? "", visibilityMs: 0 }]);
      await engine.queues().setVisibility(queue, [{ receipt: first[0]?.receipt ?? "", visibilityMs: 500 }]);
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      engine.clock.advance(1000);
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["a", "b", "c", "d"]);
    });

    it("refuses to remove what is not in flight any more", async () => {
      const queue = newFifoQueue();
      await engine.queues().send(queue, [inGroup("g", "a")]);
      const { receipt } = only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 1000 }));
      engine.clock.advance(1000);
      expect(await engine.queues().remove(queue, [receipt])).toEqual(["notInFlight"]);
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["a"]);
    });

    it("wakes those who wait when a group is free again", async () => {
      const queue = newFifoQueue();
      await engine.queues().send(queue, [inGroup("g", "a"), inGroup("g", "b")]);
      const { receipt } = only(await engine.queues().receive(queue, { ...TEN, max: 1 }));
      const waiting = engine.queues().receive(queue, { ...TEN, waitMs: 20_000 });
      await engine.queues().remove(queue, [receipt]);
      expect(texts(await waiting)).toEqual(["b"]);
    });

    it("answers a repeated deduplication id like the first for five minutes, also after that was removed", async () => {
      const queue = newFifoQueue();
      const first = only(await engine.queues().send(queue, [inGroup("g", "a")]));
      const { receipt } = only(await engine.queues().receive(queue, TEN));
      await engine.queues().remove(queue, [receipt]);
      engine.clock.advance(299_999);
      const second = only(await engine.queues().send(queue, [inGroup("other", "a")]));
      expect(second).toEqual({ ...first, duplicate: true });
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      engine.clock.advance(1);
      expect(only(await engine.queues().send(queue, [inGroup("g", "a")]))).toMatchObject({ duplicate: false });
    });

    it("stores one of many equal messages sent at the same time", async () => {
      const queue = newFifoQueue();
      const sent = await Promise.all(
        Array.from({ length: 8 }, () => engine.queues().send(queue, [inGroup("g", "a"), inGroup("g", "a")])),
      );
      expect(sent.flat().filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      expect(new Set(sent.flat().map(({ id }) => id)).size).toBe(1);
      expect(await engine.queues().receive(queue, TEN)).toHaveLength(1);
    });

    it("can keep deduplication ids apart by group", async () => {
      const queue = newFifoQueue({ fifo: { deduplicationScope: "messageGroup", delayMs: 0 } });
      const sent = await engine.queues().send(queue, [inGroup("g", "a"), inGroup("h", "a"), inGroup("g", "a")]);
      expect(sent.map(({ duplicate }) => duplicate)).toEqual([false, false, true]);
    });

    it("delays the whole queue, and what was sent before when the delay changes", async () => {
      const queue = newFifoQueue({ fifo: { deduplicationScope: "queue", delayMs: 10_000 } });
      await engine.queues().send(queue, [inGroup("g", "a")]);
      engine.clock.advance(4000);
      await engine.queues().send(queue, [inGroup("g", "b"), inGroup("h", "c")]);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 3 });
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      engine.clock.advance(6000);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 2 });
      const waiting = engine.queues().receive({ ...queue }, { ...TEN, waitMs: 20_000 });
      expect(texts(await waiting)).toEqual(["a"]);
      const undelayed = { ...queue, fifo: { deduplicationScope: "queue" as const, delayMs: 0 } };
      expect(texts(await engine.queues().receive(undelayed, TEN))).toEqual(["c"]);
    });

    it("gives a message at once, and knows its deduplication id, although the clock was set back after it was sent", async () => {
      const queue = newFifoQueue();
      const sentAt = Math.ceil(engine.clock.now() / 300_000) * 300_000;
      engine.clock.set(sentAt);
      await engine.queues().send(queue, [inGroup("g", "a")]);
      engine.clock.set(sentAt - 1000);
      expect(only(await engine.queues().send(queue, [inGroup("g", "a")]))).toMatchObject({ duplicate: true });
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["a"]);
    });

    it("counts no delayed message that expired before it was due", async () => {
      const fifo = { deduplicationScope: "queue", delayMs: 900_000 } as const;
      const queue = newFifoQueue({ retentionMs: 60_000, fifo });
      await engine.queues().send(queue, [inGroup("g", "a")]);
      engine.clock.advance(30_000);
      await engine.queues().send(queue, [inGroup("g", "b")]);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 2 });
      engine.clock.advance(30_000);
      expect(await engine.queues().expire(queue)).toBe(1);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
    });

    it("repeats a receive under its attempt id: same messages, same receipts", async () => {
      const queue = newFifoQueue();
      await engine.queues().send(queue, [inGroup("g", "a"), inGroup("g", "b")]);
      const how = { ...TEN, max: 1, visibilityMs: 5000, attemptId: "try-1" };
      const first = await engine.queues().receive(queue, how);
      engine.clock.advance(4000);
      expect(await engine.queues().receive(queue, how)).toEqual(first);
      // The repetition hid it anew.
      engine.clock.advance(4000);
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      await engine.queues().remove(queue, receipts(first));
      expect(texts(await engine.queues().receive(queue, how))).toEqual(["b"]);
    });

    it("wakes those who wait when an attempt was repeated with a shorter visibility timeout", async () => {
      const queue = newFifoQueue();
      await engine.queues().send(queue, [inGroup("g", "a")]);
      await engine.queues().receive(queue, { ...TEN, attemptId: "try-1" });
      const waiting = engine.queues().receive(queue, { ...TEN, waitMs: 20_000 });
      only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 1000, attemptId: "try-1" }));
      engine.clock.advance(1000);
      expect(texts(await waiting)).toEqual(["a"]);
    });

    it("finds a free group behind hundreds of messages of a blocked one", async () => {
      const queue = newFifoQueue();
      for (let at = 0; at < 500; at += 100) {
        const many = Array.from({ length: 100 }, (_, index) => inGroup("busy", `m${at + index}`));
        await engine.queues().send(queue, many);
      }
      await engine.queues().send(queue, [inGroup("free", "x")]);
      only(await engine.queues().receive(queue, { ...TEN, max: 1 }));
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["x"]);
    });

    it("counts right when an expired message freed another of its group that is expired, too, while someone waits", async () => {
      const queue = newFifoQueue({ retentionMs: 60_000 });
      await engine.queues().send(queue, [inGroup("g", "a"), inGroup("g", "b")]);
      only(await engine.queues().receive(queue, { ...TEN, max: 1, visibilityMs: 600_000 }));
      engine.clock.advance(50_000);
      const waiting = engine.queues().receive(queue, { ...TEN, waitMs: 20_000 });
      engine.clock.advance(10_000);
      await engine.queues().expire(queue);
      await engine.queues().send(queue, [inGroup("g", "c")]);
      expect(texts(await waiting)).toEqual(["c"]);
      await engine.queues().send(queue, [inGroup("h", "d")]);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
    });
  });
}
