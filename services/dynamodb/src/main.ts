import { encryptionKeyOf, openIdentities } from "@skylab/identity";
import { openRedisRecords } from "@skylab/records/redis";
import { createService, runContainer } from "@skylab/service";
import { dynamodb, dynamodbStreams } from "./index.ts";

await runContainer({ services: ["dynamodb", "dynamodb-streams"], settings: {} }, process.env, async (start) => {
  const { clock } = start;
  const redisUrl = start.redisUrl();
  const encryptionKey = encryptionKeyOf(start.encryptionKey());
  const records = await start.engine({
    name: "redis",
    open: () => openRedisRecords({ url: redisUrl, clock }),
    ask: (opened) => opened.ping(),
  });
  const call = await start.calls();
  return {
    records,
    identities: openIdentities({ records, encryptionKey, clock }),
    services: (frame) => [
      createService(dynamodb({ records, call, quotas: frame.quotas }), frame),
      createService(dynamodbStreams({ records }), frame),
    ],
  };
});
