import { encryptionKeyOf, openIdentities } from "@skylab/identity";
import { openRabbitQueues } from "@skylab/queues/rabbitmq";
import { openRedisRecords } from "@skylab/records/redis";
import { openMinioObjects } from "@skylab/objects/minio";
import { createService, runContainer } from "@skylab/service";
import { s3 } from "./index.ts";

await runContainer({ services: ["s3"], settings: {} }, process.env, async (start) => {
  const { clock, ids, log } = start;
  const [redisUrl, rabbitUrl, minio] = [start.redisUrl(), start.rabbitUrl(), start.minio()];
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
  const blobs = await start.engine({
    name: "minio",
    open: () => openMinioObjects(minio),
    ask: (opened) => opened.ping(),
  });
  const call = await start.calls();
  return {
    records,
    identities: openIdentities({ records, encryptionKey, clock }),
    services: (frame) => [createService(s3({ records, queues, blobs, clock, ids, inlineBytes: 0, call, log }), frame)],
  };
});
