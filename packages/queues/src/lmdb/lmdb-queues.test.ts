import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { movableClock, randomIds } from "@skylab/aws";
import { expect, it } from "vitest";
import { describeQueues } from "../contract/contract.ts";
import { message, newQueue, only, TEN, texts } from "../contract/queue.ts";
import type { OpenEngine } from "../contract/under-test.ts";
import { openLmdbQueues } from "./index.ts";

async function open(): Promise<OpenEngine> {
  const folder = await mkdtemp(join(tmpdir(), "skylab-queues-"));
  const clock = movableClock();
  clock.set(Date.now());
  const openHere = (): ReturnType<typeof openLmdbQueues> =>
    openLmdbQueues({ folder, clock, ids: randomIds, durability: "durable" });
  let queues = openHere();
  return {
    queues: () => queues,
    clock,
    reopen: async () => {
      await queues.close();
      queues = openHere();
    },
    close: async () => {
      await queues.close();
      await rm(folder, { recursive: true });
    },
  };
}

describeQueues("LMDB", open);

it("moves no dead letter into a dropped queue for one who began to wait before", async () => {
  const engine = await open();
  const dead = newQueue();
  const queue = newQueue({ deadLetter: { queue: dead, maxReceives: 1, source: "source" } });
  await engine.queues().send(queue, [message("a")]);
  only(await engine.queues().receive(queue, { ...TEN, visibilityMs: 5000 }));
  const waiting = engine.queues().receive(queue, { ...TEN, waitMs: 20_000 });
  await engine.queues().drop(dead);
  expect(await waiting).toEqual([]);
  engine.clock.advance(5000);
  const { deadLetter: _dropped, ...alone } = queue;
  expect(texts(await engine.queues().receive(alone, TEN))).toEqual(["a"]);
  await engine.close();
});
