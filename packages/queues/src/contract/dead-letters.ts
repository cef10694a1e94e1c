import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewMessage } from "../port.ts";
import type { OpenEngine, OpenQueues } from "./under-test.ts";
import { inGroup, message, newFifoQueue, newQueue, only, TEN, TEN_THAT_ARE_THERE, text, texts } from "./queue.ts";

const SOURCE = "arn:aws:sqs:us-east-1:000000000000:source";
const NO_MESSAGES = { visible: 0, inFlight: 0, delayed: 0 };

const inFirstGroup = (body: string): NewMessage => inGroup("g", body);

export function describeDeadLetters(name: string, open: OpenQueues): void {
  describe(`${name}: dead letters and transfers`, () => {
    let engine: OpenEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    it("moves a message that was received often enough, with its id, age and count", async () => {
      const dead = newQueue();
      const queue = newQueue({ deadLetter: { queue: dead, maxReceives: 2, source: SOURCE } });
      const sent = message("a");
      await engine.queues().send(queue, [sent]);
      for (let turn = 0; turn < 2; turn += 1) {
        only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 1000 }));
        engine.clock.advance(1000);
      }
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
      const letter = only(await engine.queues().receive(dead, TEN));
      expect(letter).toMatchObject({ id: sent.id, receives: 3, deadLetterSource: SOURCE });
      expect(letter.sentAt).toBe(letter.firstReceivedAt);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    });

    it("lets the rest of a FIFO group go on when its head is dead, and keeps the dead in order", async () => {
      const dead = newFifoQueue();
      const queue = newFifoQueue({ deadLetter: { queue: dead, maxReceives: 1, source: SOURCE } });
      await engine.queues().send(
        queue,
        ["a", "b", "c"].map((body) => inGroup("g", body)),
      );
      await engine.queues().receive(queue, { ...TEN, max: 2, visibilityMs: 1000 });
      engine.clock.advance(1000);
      expect(texts(await engine.queues().receive(queue, TEN_THAT_ARE_THERE))).toEqual(["c"]);
      const letters = await engine.queues().receive(dead, TEN_THAT_ARE_THERE);
      expect(texts(letters)).toEqual(["a", "b"]);
    });

    it.for(["standard", "FIFO"])("moves a message round and round between two %s queues", async (kind) => {
      const [newOne, newMessage] = kind === "FIFO" ? [newFifoQueue, inFirstGroup] : [newQueue, message];
      const [one, other] = [newOne(), newOne()];
      const there = { ...one, deadLetter: { queue: other, maxReceives: 1, source: SOURCE } };
      const back = { ...other, deadLetter: { queue: one, maxReceives: 1, source: SOURCE } };
      const sent = newMessage("a");
      await engine.queues().send(there, [sent]);
      const receives: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        for (const queue of [there, back]) {
          const received = only(await engine.queues().receive(queue, { ...TEN_THAT_ARE_THERE, visibilityMs: 0 }));
          expect(received.id).toBe(sent.id);
          receives.push(received.receives);
          expect(await engine.queues().receive(queue, TEN)).toEqual([]);
        }
      }
      expect(receives).toEqual([1, 2, 3, 4, 5, 6]);
      const last = only(await engine.queues().receive(there, TEN_THAT_ARE_THERE));
      expect(await engine.queues().remove(there, [last.receipt])).toEqual(["done"]);
      for (const queue of [there, back]) expect(await engine.queues().counts(queue)).toEqual(NO_MESSAGES);
    });

    it.for(["standard", "FIFO"])("puts a dead letter at the end of a %s queue that is its own", async (kind) => {
      const [newOne, newMessage] = kind === "FIFO" ? [newFifoQueue, inFirstGroup] : [newQueue, message];
      const one = newOne();
      const queue = { ...one, deadLetter: { queue: one, maxReceives: 1, source: SOURCE } };
      await engine.queues().send(queue, [newMessage("a")]);
      for (let turn = 1; turn <= 4; turn += 1) {
        const received = only(await engine.queues().receive(queue, { ...TEN_THAT_ARE_THERE, visibilityMs: 0 }));
        expect(received.receives).toBe(turn);
      }
      expect(await engine.queues().counts(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
    });

    it("wakes those who wait for dead letters", async () => {
      const dead = newQueue();
      const queue = newQueue({ deadLetter: { queue: dead, maxReceives: 1, source: SOURCE } });
      await engine.queues().send(queue, [message("a")]);
      only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 0 }));
      const waiting = engine.queues().receive(dead, TEN_THAT_ARE_THERE);
      await engine.queues().receive(queue, TEN);
      expect(texts(await waiting)).toEqual(["a"]);
    });

    it("transfers messages as new ones, each where its owner says", async () => {
      const [from, even, odd] = [newQueue(), newQueue(), newQueue()];
      const bodies = Array.from({ length: 7 }, (_, index) => `${index}`);
      const sent = bodies.map((body) => message(body));
      await engine.queues().send(from, sent);
      engine.clock.advance(5000);
      const to = (letter: { payload: Uint8Array }): typeof even | undefined =>
        text(letter) === "6" ? undefined : Number(text(letter)) % 2 === 0 ? even : odd;
      const first = await engine.queues().transfer(from, 3, to);
      expect(first.moved + first.unmovable).toBe(3);
      const rest = await engine.queues().transfer(from, 10, to);
      expect(first.moved + rest.moved).toBe(6);
      expect(first.unmovable + rest.unmovable).toBe(1);
      const evens = await engine.queues().receive(even, TEN);
      expect(texts(evens).toSorted()).toEqual(["0", "2", "4"]);
      expect(texts(await engine.queues().receive(odd, TEN)).toSorted()).toEqual(["1", "3", "5"]);
      expect(evens.some(({ id }) => sent.some((original) => original.id === id))).toBe(false);
      expect(evens.every(({ sentAt }) => sentAt === engine.clock.now())).toBe(true);
      expect(await engine.queues().counts(from)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    });

    it("transfers what lies behind thousands of expired messages", async () => {
      const [from, to] = [newQueue({ retentionMs: 60_000 }), newQueue()];
      await engine.queues().send(
        from,
        Array.from({ length: 2500 }, () => message("old")),
      );
      engine.clock.advance(60_000);
      await engine.queues().send(from, [message("young")]);
      expect(await engine.queues().transfer(from, 10, () => to)).toEqual({ moved: 1, unmovable: 0 });
      expect(texts(await engine.queues().receive(to, TEN))).toEqual(["young"]);
    });

    it("transfers what is visible and leaves what is in flight", async () => {
      const [from, to] = [newQueue(), newQueue()];
      await engine.queues().send(from, [message("a"), message("b")]);
      const held = only(await engine.queues().receive(from, { ...TEN, max: 1 }));
      expect(await engine.queues().transfer(from, 10, () => to)).toEqual({ moved: 1, unmovable: 0 });
      expect(await engine.queues().remove(from, [held.receipt])).toEqual(["done"]);
      expect(await engine.queues().receive(to, TEN)).toHaveLength(1);
    });
  });
}
