import { openEngines } from "@skylab/engines";
import { encryptionKeyOf } from "@skylab/identity";
import { createService, runContainer } from "@skylab/service";
import { providerKeysOf, settings } from "./facts.ts";
import { iam, sts } from "./index.ts";

await runContainer({ services: ["iam", "sts"], settings }, process.env, async (start) => {
  const encryptionKey = encryptionKeyOf(start.encryptionKey());
  const { records, identities } = await openEngines(start);
  const providerKeys = providerKeysOf(start.own, { port: () => start.port, engines: start.engineUrls });
  const engines = { records, encryptionKey, providerKeys };
  return {
    records,
    identities,
    services: (frame) => [createService(iam(engines), frame), createService(sts(engines), frame)],
  };
});
