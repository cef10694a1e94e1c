import { openEngines } from "@skylab/engines";
import { encryptionKeyOf } from "@skylab/identity";
import { createService, runContainer } from "@skylab/service";
import { reachOf, settings } from "./facts.ts";
import { sns } from "./index.ts";

await runContainer({ services: ["sns"], settings }, process.env, async (start) => {
  const { clock, ids, log } = start;
  const encryptionKey = encryptionKeyOf(start.encryptionKey());
  const { records, queues, identities } = await openEngines(start, "queues");
  const call = await start.calls();
  const reach = reachOf(start.own, { port: () => start.port, engines: start.engineUrls });
  return {
    records,
    identities,
    services: (frame) => [createService(sns({ records, queues, clock, ids, encryptionKey, call, reach, log }), frame)],
  };
});
