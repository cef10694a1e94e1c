import { encryptionKeyOf, openIdentities } from "@skylab/identity";
import { openRabbitQueues } from "@skylab/queues/rabbitmq";
import { openRedisRecords } from "@skylab/records/redis";
import type { Objects } from "@skylab/objects";
import { createService, runContainer } from "@skylab/service";
import { s3 } from "./index.ts";

await runContainer({ services: ["s3"], settings: {} }, process.env, async (start) => {
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
  const blobs = {} as Objects; // as: opened as soon as there is MinIO
  return {
    records,
    identities: openIdentities({ records, encryptionKey, clock }),
    services: (frame) => [createService(s3({ records, queues, blobs, clock, ids, inlineBytes: 0 }), frame)],
  };
});
