import { loadModel } from "@skylab/protocol";
import type { ServiceDefinition } from "@skylab/service";
import { access } from "./access.ts";
import { claims } from "./facts.ts";
import { runEvents } from "./jobs/run-events.ts";
import { runMappings } from "./jobs/run-mappings.ts";
import type { LambdaOperations } from "./operation.ts";
import { lambdaOperations } from "./lambda-operations.ts";
import { besideOperations, originHeaders } from "./web/beside.ts";
import { openStore, type LambdaEngines, type LambdaStore } from "./store/store.ts";

/** Lambda. */
export function lambda(engines: LambdaEngines): ServiceDefinition<LambdaOperations, LambdaStore> {
  const store = openStore(engines);
  return {
    ...claims,
    model: loadModel("lambda"),
    operations: lambdaOperations,
    access,
    engines: store,
    beside: besideOperations(store),
    originHeaders: originHeaders(store),
    jobs: [...runEvents(store), runMappings(store)],
    reset: store.reset,
  };
}
