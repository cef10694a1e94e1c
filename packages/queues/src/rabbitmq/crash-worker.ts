import { randomIds, systemClock } from "@skylab/aws";
import { loadUntilKilled } from "../contract/crash-load.ts";
import { openRabbitQueues } from "./index.ts";

const [rabbitUrl, redisUrl, prefix, from] = process.argv.slice(2);
if (!rabbitUrl || !redisUrl || !prefix || !from)
  throw new Error("usage: crash-worker RABBIT_URL REDIS_URL PREFIX FROM");
await loadUntilKilled(
  await openRabbitQueues({ rabbitUrl, redisUrl, prefix, clock: systemClock, ids: randomIds }),
  Number(from),
);
