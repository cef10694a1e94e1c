import { openEngines } from "@skylab/engines";
import { encryptionKeyOf } from "@skylab/identity";
import { createService, runContainer } from "@skylab/service";
import { settings } from "./facts.ts";
import { iam, sts } from "./index.ts";

await runContainer({ services: ["iam", "sts"], settings }, process.env, async (start) => {
  const encryptionKey = encryptionKeyOf(start.encryptionKey());
  const { records, identities } = await openEngines(start);
  const engines = { records, encryptionKey, oidcKeys: start.own.SKYLAB_IAM_OIDC_KEYS };
  return {
    records,
    identities,
    services: (frame) => [createService(iam(engines), frame), createService(sts(engines), frame)],
  };
});
