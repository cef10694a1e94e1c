import { openRabbitQueues } from "@skylab/queues/rabbitmq";
import { openRedisRecords } from "@skylab/records/redis";
import { runContainer } from "@skylab/service";
import { sqs } from "./index.ts";

/** Nobody's queue: an empty receive is a round trip to RabbitMQ and to Redis. */
const HEALTH = { id: "health", retentionMs: 60_000, maxInFlight: 1, maxVisibilityMs: 0 };

await runContainer("sqs", process.env, async (start) => {
  const { clock, ids, log } = start;
  const [redisUrl, rabbitUrl] = [start.redisUrl(), start.rabbitUrl()];
  const records = await start.engine({
    name: "redis",
    open: () => openRedisRecords({ url: redisUrl, clock }),
    ask: (opened) => opened.partition("health").count("health"),
  });
  const onFailure = (error: unknown): void => log.warn({ err: error }, "an engine of the queues failed");
  const queues = await start.engine({
    name: "rabbitmq",
    open: () => openRabbitQueues({ rabbitUrl, redisUrl, clock, ids, onFailure }),
    ask: (opened) => opened.receive(HEALTH, { max: 1, waitMs: 0, visibilityMs: 0 }),
  });
  return sqs({ records, queues });
});
