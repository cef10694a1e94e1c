import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Received } from "../port.ts";
import type { OpenEngine, OpenQueues } from "./under-test.ts";
import { message, newQueue, only, receipts, TEN, text, texts } from "./queue.ts";

export function describeStandard(name: string, open: OpenQueues): void {
  describe(`${name}: standard queues`, () => {
    let engine: OpenEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    it("gives back what was sent, byte for byte", async () => {
      const queue = newQueue();
      const payload = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
      const sent = message("", { payload });
      expect(await engine.queues().send(queue, [sent])).toEqual([{ id: sent.id, duplicate: false }]);
      const received = only(await engine.queues().receive(queue, TEN));
      expect(Uint8Array.from(received.payload)).toEqual(payload);
      expect(received).toMatchObject({ id: sent.id, receives: 1, firstReceivedAt: engine.clock.now() });
      expect(received.sentAt).toBeLessThanOrEqual(engine.clock.now());
    });

    it("carries a message of one mebibyte and an empty one", async () => {
      const queue = newQueue();
      const large = Buffer.alloc(1024 * 1024, "x");
      await engine.queues().send(queue, [message("", { payload: large }), message("")]);
      const received = await engine.queues().receive(queue, TEN);
      expect(received.map(({ payload }) => payload.length).toSorted((a, b) => a - b)).toEqual([0, large.length]);
      expect(received.some(({ payload }) => large.equals(payload))).toBe(true);
    });

    it("keeps the group of a message of a fair queue", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a", { groupId: "tenant-ü" })]);
      expect(only(await engine.queues().receive(queue, TEN)).groupId).toBe("tenant-ü");
    });

    it("hides a received message until its visibility timeout ends, and counts its receives", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a")]);
      const first = only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 1000 }));
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      engine.clock.advance(1000);
      const second = only(await engine.queues().receive(queue, TEN));
      expect(second).toMatchObject({ id: first.id, receives: 2, firstReceivedAt: first.firstReceivedAt });
      expect(second.receipt).not.toBe(first.receipt);
    });

    it("shows a message received with a visibility of zero at once again", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a")]);
      only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 0 }));
      expect(only(await engine.queues().receive(queue, TEN)).receives).toBe(2);
    });

    it("removes for good, and takes a second removal for done", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a")]);
      const { receipt } = only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 1000 }));
      expect(await engine.queues().remove(queue, [receipt])).toEqual(["done"]);
      engine.clock.advance(2000);
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      expect(await engine.queues().remove(queue, [receipt])).toEqual(["done"]);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    });

    it("removes once what two ask to remove at the same time", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a"), message("b")]);
      const received = await engine.queues().receive(queue, TEN);
      const twice = [...receipts(received), ...receipts(received)];
      expect(await engine.queues().remove(queue, twice)).toEqual(["done", "done", "done", "done"]);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    });

    it("removes by a receipt whose visibility ran out, as long as nobody received since", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a")]);
      const { receipt } = only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 1000 }));
      engine.clock.advance(5000);
      expect(await engine.queues().remove(queue, [receipt])).toEqual(["done"]);
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
    });

    it("calls a receipt stale once a later receive has made a newer one", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a")]);
      const first = only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 1000 }));
      engine.clock.advance(1000);
      const second = only(await engine.queues().receive(queue, TEN));
      expect(await engine.queues().remove(queue, [first.receipt])).toEqual(["stale"]);
      expect(await engine.queues().setVisibility(queue, [{ receipt: first.receipt, visibilityMs: 0 }])).toEqual([
        "stale",
      ]);
      expect((await engine.queues().counts(queue)).inFlight).toBe(1);
      expect(await engine.queues().remove(queue, [second.receipt])).toEqual(["done"]);
    });

    it("knows what is no receipt of this queue", async () => {
      const [queue, other] = [newQueue(), newQueue()];
      await engine.queues().send(other, [message("a")]);
      const { receipt } = only(await engine.queues().receive(other, TEN));
      const foreign = ["", "nonsense", "AAAA", receipt, receipt.slice(0, 20), "ü".repeat(500)];
      expect(await engine.queues().remove(queue, foreign)).toEqual(foreign.map(() => "invalid"));
      const changes = foreign.map((receiptOfOther) => ({ receipt: receiptOfOther, visibilityMs: 0 }));
      expect(await engine.queues().setVisibility(queue, changes)).toEqual(foreign.map(() => "invalid"));
    });

    it("changes visibility: to nothing, longer, and not beyond the limit", async () => {
      const queue = newQueue({ maxVisibilityMs: 60_000 });
      await engine.queues().send(queue, [message("a")]);
      const first = only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 10_000 }));
      const change = (receipt: string, visibilityMs: number): Promise<readonly string[]> =>
        engine.queues().setVisibility(queue, [{ receipt, visibilityMs }]);
      expect(await change(first.receipt, 40_000)).toEqual(["done"]);
      engine.clock.advance(30_000);
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      expect(await change(first.receipt, 30_001)).toEqual(["beyondLimit"]);
      expect(await change(first.receipt, 0)).toEqual(["done"]);
      const second = only(await engine.queues().receive(queue, TEN));
      expect(second.receives).toBe(2);
      expect(await engine.queues().remove(queue, [second.receipt])).toEqual(["done"]);
      expect(await change(second.receipt, 10)).toEqual(["notInFlight"]);
    });

    it("does not change the visibility of a message that is visible again", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a")]);
      const { receipt } = only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 1000 }));
      engine.clock.advance(1000);
      expect(await engine.queues().setVisibility(queue, [{ receipt, visibilityMs: 5000 }])).toEqual(["notInFlight"]);
    });

    it("delays messages, each by its own time", async () => {
      const queue = newQueue();
      await engine
        .queues()
        .send(queue, [message("late", { delayMs: 20_000 }), message("soon", { delayMs: 5000 }), message("now")]);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 2 });
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["now"]);
      engine.clock.advance(4999);
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      engine.clock.advance(1);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 1, inFlight: 1, delayed: 1 });
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["soon"]);
      engine.clock.advance(15_000);
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["late"]);
    });

    it("delivers a delayed message when it is due, also after the clock was set back", async () => {
      const queue = newQueue();
      const sentAt = engine.clock.now();
      await engine.queues().send(queue, [message("a", { delayMs: 10_000 })]);
      engine.clock.advance(20_000);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
      engine.clock.set(sentAt);
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      engine.clock.advance(20_000);
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["a"]);
    });

    it("waits for a message and answers as soon as one is sent", async () => {
      const queue = newQueue();
      const waiting = engine.queues().receive(queue, { ...TEN, waitMs: 3_600_000 });
      await engine.queues().send(queue, [message("a")]);
      expect(texts(await waiting)).toEqual(["a"]);
    });

    it("gives one message to one of those who wait", async () => {
      const queue = newQueue();
      const wait = (): Promise<readonly Received[]> =>
        engine.queues().receive(queue, { ...TEN, max: 1, waitMs: 20_000 });
      const all = [wait(), wait(), wait()];
      await engine.queues().send(queue, [message("a")]);
      await Promise.race(all);
      await engine.queues().send(queue, [message("b"), message("c")]);
      expect(texts((await Promise.all(all)).flat()).toSorted()).toEqual(["a", "b", "c"]);
    });

    it("ends a wait with nothing when its time is over", async () => {
      const queue = newQueue();
      const waiting = engine.queues().receive(queue, { ...TEN, waitMs: 20_000 });
      engine.clock.advance(20_000);
      expect(await waiting).toEqual([]);
    });

    it("ends a wait when the one who waits goes away, and gives it nothing", async () => {
      const queue = newQueue();
      const caller = new AbortController();
      const waiting = engine.queues().receive(queue, { ...TEN, waitMs: 20_000, signal: caller.signal });
      caller.abort();
      expect(await waiting).toEqual([]);
      await engine.queues().send(queue, [message("a")]);
      expect(text(only(await engine.queues().receive(queue, TEN)))).toBe("a");
    });

    it("wakes those who wait when a visibility timeout or a delay ends", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a"), message("b", { delayMs: 10_000 })]);
      only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 5000 }));
      const first = engine.queues().receive(queue, { ...TEN, waitMs: 20_000 });
      engine.clock.advance(5000);
      expect(texts(await first)).toEqual(["a"]);
      const second = engine.queues().receive(queue, { ...TEN, waitMs: 20_000 });
      engine.clock.advance(5000);
      expect(texts(await second)).toEqual(["b"]);
    });

    it("wakes those who wait when a visibility is set to zero", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [message("a")]);
      const { receipt } = only(await engine.queues().receive(queue, TEN));
      const waiting = engine.queues().receive(queue, { ...TEN, waitMs: 20_000 });
      await engine.queues().setVisibility(queue, [{ receipt, visibilityMs: 0 }]);
      expect(texts(await waiting)).toEqual(["a"]);
    });

    it("receives no more than may be in flight, and does not wait at the limit", async () => {
      const queue = newQueue({ maxInFlight: 3 });
      await engine.queues().send(
        queue,
        ["a", "b", "c", "d"].map((body) => message(body)),
      );
      const received = await engine.queues().receive(queue, TEN);
      expect(received).toHaveLength(3);
      expect(await engine.queues().receive(queue, { ...TEN, waitMs: 20_000 })).toEqual([]);
      await engine.queues().remove(queue, receipts(received).slice(0, 1));
      expect(await engine.queues().receive(queue, TEN)).toHaveLength(1);
    });

    it("never answers a message older than its retention", async () => {
      const queue = newQueue({ retentionMs: 60_000 });
      await engine.queues().send(queue, [message("old"), message("old, delayed", { delayMs: 1000 })]);
      engine.clock.advance(59_999);
      await engine.queues().send(queue, [message("young")]);
      engine.clock.advance(1);
      expect(texts(await engine.queues().receive(queue, TEN))).toEqual(["young"]);
    });

    it("deletes by expire what is older than the retention, in flight or not", async () => {
      const queue = newQueue({ retentionMs: 60_000 });
      await engine.queues().send(
        queue,
        ["a", "b", "c"].map((body) => message(body)),
      );
      await engine.queues().receive(queue, { ...TEN, max: 1, visibilityMs: 600_000 });
      engine.clock.advance(30_000);
      await engine.queues().send(queue, [message("d")]);
      engine.clock.advance(30_000);
      expect(await engine.queues().expire(queue)).toBe(3);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
    });

    it("counts no delayed message that expired before it was due", async () => {
      const queue = newQueue({ retentionMs: 60_000 });
      await engine.queues().send(queue, [message("a", { delayMs: 900_000 })]);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
      engine.clock.advance(60_000);
      expect(await engine.queues().expire(queue)).toBe(1);
      await engine.queues().send(queue, [message("b")]);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
    });
  });
}
