import { encryptionKeyOf, openIdentities } from "@skylab/identity";
import { openRedisRecords } from "@skylab/records/redis";
import { createService, runContainer } from "@skylab/service";
import { settings } from "./facts.ts";
import { iam, sts } from "./index.ts";

await runContainer({ services: ["iam", "sts"], settings }, process.env, async (start) => {
  const { clock } = start;
  const redisUrl = start.redisUrl();
  const encryptionKey = encryptionKeyOf(start.encryptionKey());
  const records = await start.engine({
    name: "redis",
    open: () => openRedisRecords({ url: redisUrl, clock }),
    ask: (opened) => opened.ping(),
  });
  const engines = { records, encryptionKey, oidcKeys: start.own.SKYLAB_IAM_OIDC_KEYS };
  return {
    records,
    identities: openIdentities({ records, encryptionKey, clock }),
    services: (frame) => [createService(iam(engines), frame), createService(sts(engines), frame)],
  };
});
