import { openEngines } from "@skylab/engines";
import { createService, runContainer } from "@skylab/service";
import { sqs } from "./index.ts";

await runContainer({ services: ["sqs"], settings: {} }, process.env, async (start) => {
  const { records, queues, identities } = await openEngines(start, "queues");
  return {
    records,
    identities,
    services: (frame) => [createService(sqs({ records, queues }), frame)],
  };
});
