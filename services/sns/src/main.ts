import { encryptionKeyOf, openIdentities } from "@skylab/identity";
import { openRabbitQueues } from "@skylab/queues/rabbitmq";
import { openRedisRecords } from "@skylab/records/redis";
import { createService, runContainer } from "@skylab/service";
import { reachOf, settings } from "./facts.ts";
import { sns } from "./index.ts";

await runContainer({ services: ["sns"], settings }, process.env, async (start) => {
  const { clock, ids, log } = start;
  const [redisUrl, rabbitUrl] = [start.redisUrl(), start.rabbitUrl()];
  const encryptionKey = encryptionKeyOf(start.encryptionKey());
  const records = await start.engine({
    name: "redis",
    open: () => openRedisRecords({ url: redisUrl, clock }),
    ask: (opened) => opened.ping(),
  });
  const onFailure = (error: unknown): void => log.warn({ err: error }, "an engine of the queues failed");
  const queues = await start.engine({
    name: "rabbitmq",
    open: () => openRabbitQueues({ rabbitUrl, redisUrl, clock, ids, onFailure }),
    ask: (opened) => opened.ping(),
  });
  const call = await start.calls();
  const reach = reachOf(start.own, { port: () => start.port, engines: [redisUrl, rabbitUrl] });
  return {
    records,
    identities: openIdentities({ records, encryptionKey, clock }),
    services: (frame) => [createService(sns({ records, queues, clock, ids, encryptionKey, call, reach, log }), frame)],
  };
});
