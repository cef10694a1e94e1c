import { movableClock, randomIds } from "@skylab/aws";
import { describe, it } from "vitest";
import { describeQueues } from "../contract/contract.ts";
import type { OpenEngine } from "../contract/under-test.ts";
import { openRabbitQueues } from "./index.ts";
import { deleteAll, ENGINES, newPrefix, WHY_NOT } from "./engines-under-test.ts";

if (ENGINES) {
  const engines = ENGINES;
  const open = async (): Promise<OpenEngine> => {
    const clock = movableClock();
    clock.set(Date.now());
    const prefix = newPrefix();
    const openHere = (): ReturnType<typeof openRabbitQueues> =>
      openRabbitQueues({ ...engines, clock, ids: randomIds, prefix });
    let queues = await openHere();
    return {
      queues: () => queues,
      clock,
      reopen: async () => {
        await queues.close();
        queues = await openHere();
      },
      close: async () => {
        await queues.close();
        await deleteAll(prefix, engines);
      },
    };
  };
  describeQueues("RabbitMQ", open);
} else {
  describe("RabbitMQ", () => {
    it.skip(WHY_NOT);
  });
}
