import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { movableClock, randomIds } from "@skylab/aws";
import { describe, it } from "vitest";
import { describeCrash } from "../contract/crash.ts";
import { deleteAll, ENGINES, newPrefix, WHY_NOT } from "./engines-under-test.ts";
import { openRabbitQueues } from "./index.ts";

const WORKER = fileURLToPath(new URL("../../dist/rabbitmq/crash-worker.js", import.meta.url));
const TWO_DAYS_MS = 2 * 86_400_000;

if (ENGINES) {
  const { rabbitUrl, redisUrl } = ENGINES;
  describeCrash("RabbitMQ", async () => {
    const prefix = newPrefix();
    const open = (): ReturnType<typeof openRabbitQueues> => {
      const clock = movableClock();
      clock.set(Date.now() + TWO_DAYS_MS);
      return openRabbitQueues({ rabbitUrl, redisUrl, prefix, clock, ids: randomIds });
    };
    return {
      startLoad: (from) =>
        spawn(process.execPath, [WORKER, rabbitUrl, redisUrl, prefix, String(from)], {
          stdio: ["ignore", "pipe", "inherit"],
        }),
      open,
      cleanUp: () => deleteAll(prefix, { rabbitUrl, redisUrl }),
    };
  });
} else {
  describe("RabbitMQ: after kills under load", () => {
    it.skip(WHY_NOT);
  });
}
