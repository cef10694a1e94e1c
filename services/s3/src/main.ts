import { openEngines } from "@skylab/engines";
import { createService, runContainer } from "@skylab/service";
import { s3 } from "./index.ts";

await runContainer({ services: ["s3"], settings: {} }, process.env, async (start) => {
  const { clock, ids, log } = start;
  const { records, queues, blobs, identities } = await openEngines(start, "queues", "blobs");
  const call = await start.calls();
  return {
    records,
    identities,
    services: (frame) => [createService(s3({ records, queues, blobs, clock, ids, inlineBytes: 0, call, log }), frame)],
  };
});
