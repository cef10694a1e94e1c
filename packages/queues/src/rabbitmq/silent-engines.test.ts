import { randomIds, systemClock } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { deleteAll, ENGINES, newPrefix, WHY_NOT } from "./engines-under-test.ts";
import { openRabbitQueues } from "./index.ts";
import { openWay } from "./unreliable-way.ts";

describe("RabbitMQ: a ping", () => {
  const engines = ENGINES;
  if (!engines) {
    it.skip(WHY_NOT);
    return;
  }
  for (const silent of ["rabbitUrl", "redisUrl"] as const) {
    const name = silent === "rabbitUrl" ? "RabbitMQ" : "Redis";
    it(`fails in bounded time where ${name} says nothing`, async () => {
      const prefix = newPrefix();
      const way = await openWay(engines[silent]);
      const queues = await openRabbitQueues({
        ...engines,
        [silent]: way.url,
        prefix,
        clock: systemClock,
        ids: randomIds,
      });
      await expect(queues.ping()).resolves.toBeUndefined();
      way.silence();
      await expect(queues.ping()).rejects.toThrow("answer");
      way.close();
      await queues.close();
      await deleteAll(prefix, engines);
    });
  }
});
