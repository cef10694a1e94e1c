import { openEngines } from "@skylab/engines";
import { createService, runContainer } from "@skylab/service";
import { logs } from "./index.ts";

await runContainer({ services: ["logs"], settings: {} }, process.env, async (start) => {
  const { ids, log } = start;
  const { records, queues, identities } = await openEngines(start, "queues");
  const call = await start.calls();
  return {
    records,
    identities,
    services: (frame) => [createService(logs({ records, queues, ids, call, log }), frame)],
  };
});
