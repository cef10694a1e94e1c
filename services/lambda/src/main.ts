import { openEngines } from "@skylab/engines";
import { createService, runContainer } from "@skylab/service";
import { lambda } from "./index.ts";

await runContainer({ services: ["lambda"], settings: {} }, process.env, async (start) => {
  const { records, queues, identities } = await openEngines(start, "queues");
  return {
    records,
    identities,
    services: (frame) => [createService(lambda({ records, queues }), frame)],
  };
});
