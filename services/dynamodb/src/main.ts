import { openEngines } from "@skylab/engines";
import { createService, runContainer } from "@skylab/service";
import { dynamodb, dynamodbStreams } from "./index.ts";

await runContainer({ services: ["dynamodb", "dynamodb-streams"], settings: {} }, process.env, async (start) => {
  const { records, identities } = await openEngines(start);
  const call = await start.calls();
  return {
    records,
    identities,
    services: (frame) => [
      createService(dynamodb({ records, call, quotas: frame.quotas }), frame),
      createService(dynamodbStreams({ records }), frame),
    ],
  };
});
