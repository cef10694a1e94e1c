import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewMessage, Received } from "../port.ts";
import { message, newQueue, receipts, TEN, TEN_THAT_ARE_THERE, texts } from "./queue.ts";
import type { OpenEngine, OpenQueues } from "./under-test.ts";

export function describeFair(name: string, open: OpenQueues): void {
  describe(`${name}: fair queues`, () => {
    let engine: OpenEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    it("serves quiet tenants first when one has a tenth and thirty of what is in flight", async () => {
      const queue = newQueue();
      await engine.queues().send(queue, [...many("noisy", 100), ...many("quiet", 3), message("none")]);
      const held: Received[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        held.push(...(await engine.queues().receive(queue, TEN_THAT_ARE_THERE)));
      }
      expect(new Set(texts(held))).toEqual(new Set(["noisy"]));
      const next = texts(await engine.queues().receive(queue, TEN_THAT_ARE_THERE));
      expect(next.slice(0, 4).toSorted()).toEqual(["none", "quiet", "quiet", "quiet"]);
      expect(new Set(next.slice(4))).toEqual(new Set(["noisy"]));
      // Nothing that was passed over is lost.
      engine.clock.advance(30_000);
      const all = new Set<string>();
      while (all.size < 104) {
        const received = await engine.queues().receive(queue, TEN_THAT_ARE_THERE);
        for (const { id } of received) all.add(id);
        await engine.queues().remove(queue, receipts(received));
      }
      expect(all.size).toBe(104);
      expect(await engine.queues().receive(queue, TEN)).toEqual([]);
    });

    it("gives a noisy tenant's message to one alone, although another became due while it was stored", async () => {
      const queue = newQueue();
      const delayed = many("noisy", 5, { delayMs: 5000 });
      await engine.queues().send(queue, [...many("noisy", 40), ...delayed]);
      const how = { ...TEN_THAT_ARE_THERE, visibilityMs: 600_000 };
      for (let turn = 0; turn < 4; turn += 1) await engine.queues().receive(queue, how);
      const late = engine.queues().send(queue, [message("late", { delayMs: 1000 })]);
      engine.clock.advance(6000);
      const first = await engine.queues().receive(queue, { ...how, max: 1 });
      await late;
      const second = await engine.queues().receive(queue, how);
      const ids = [...first, ...second].map(({ id }) => id);
      expect(ids).toHaveLength(6);
      expect(new Set(ids).size).toBe(6);
    });
  });
}

const many = (tenant: string, count: number, more: Partial<NewMessage> = {}): NewMessage[] =>
  Array.from({ length: count }, () => message(tenant, { groupId: tenant, ...more }));
