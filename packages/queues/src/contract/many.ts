import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewMessage, Queue, Queues } from "../port.ts";
import { inGroup, message, newFifoQueue, newQueue, TEN, texts } from "./queue.ts";
import type { OpenEngine, OpenQueues } from "./under-test.ts";

const SENT_AT_ONCE = 1000;
const RECEIVERS = 16;
const HOUR_MS = 3_600_000;

/** What must hold with thousands of messages. */
export function describeMany(name: string, open: OpenQueues): void {
  describe(`${name}: thousands of messages`, () => {
    let engine: OpenEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    it("counts thousands as visible from the moment at which their visibility runs out", async () => {
      for (const [queue, one] of [
        [newQueue(), message],
        [newFifoQueue(), (body: string) => inGroup(body, body)],
      ] as const) {
        await sendMany(engine.queues(), queue, { count: 3000, one });
        expect(await holdAll(engine.queues(), queue, 60_000)).toBe(3000);
        expect(await engine.queues().counts(queue)).toEqual({ visible: 0, inFlight: 3000, delayed: 0 });
        engine.clock.advance(60_000);
        expect(await engine.queues().counts(queue)).toEqual({ visible: 3000, inFlight: 0, delayed: 0 });
      }
    });

    it("has more messages of a FIFO queue in flight than it looks at to find a group", async () => {
      const queue = newFifoQueue();
      await sendMany(engine.queues(), queue, { count: 20_600, one: (body) => inGroup(body, body) });
      const waiting = { visible: 20_600, inFlight: 0, delayed: 0 };
      expect(await engine.queues().counts(queue)).toEqual(waiting);
      await expect
        .poll(() => holdAll(engine.queues(), queue, HOUR_MS).then(() => engine.queues().counts(queue)))
        .toEqual({ visible: 0, inFlight: 20_600, delayed: 0 });
    });

    it("finds a message behind thousands of expired ones, for one who waits", async () => {
      const queue = newQueue({ retentionMs: 60_000 });
      await sendMany(engine.queues(), queue, { count: 5000, one: message });
      engine.clock.advance(60_000);
      await engine.queues().send(queue, [message("young")]);
      expect(texts(await engine.queues().receive(queue, { ...TEN, waitMs: 20_000 }))).toEqual(["young"]);
      expect(await engine.queues().counts(queue)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    });
  });
}

async function sendMany(
  queues: Queues,
  queue: Queue,
  { count, one }: { readonly count: number; readonly one: (body: string) => NewMessage },
): Promise<void> {
  for (let from = 0; from < count; from += SENT_AT_ONCE) {
    const size = Math.min(SENT_AT_ONCE, count - from);
    await queues.send(
      queue,
      Array.from({ length: size }, (_, index) => one(`m${from + index}`)),
    );
  }
}

/** Receives until nothing is visible; resolves to the number of messages. */
async function holdAll(queues: Queues, queue: Queue, visibilityMs: number): Promise<number> {
  let held = 0;
  const hold = async (): Promise<void> => {
    for (let more = true; more;) {
      const { length } = await queues.receive(queue, { ...TEN, visibilityMs });
      held += length;
      more = length > 0;
    }
  };
  await Promise.all(Array.from({ length: RECEIVERS }, hold));
  return held;
}
