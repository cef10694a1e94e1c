import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { movableClock, randomIds } from "@skylab/aws";
import { describeQueues } from "../contract/contract.ts";
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
