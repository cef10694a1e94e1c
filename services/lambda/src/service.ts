import { loadModel } from "@skylab/protocol";
import type { ServiceDefinition } from "@skylab/service";
import { access } from "./access.ts";
import { runEvents } from "./jobs/run-events.ts";
import type { LambdaOperations } from "./operation.ts";
import { lambdaOperations } from "./lambda-operations.ts";
import { openStore, type LambdaEngines, type LambdaStore } from "./store/store.ts";

/** Lambda. */
export function lambda(engines: LambdaEngines): ServiceDefinition<LambdaOperations, LambdaStore> {
  const store = openStore(engines);
  return {
    model: loadModel("lambda"),
    operations: lambdaOperations,
    access,
    engines: store,
    jobs: [...runEvents(store)],
    reset: store.reset,
  };
}
