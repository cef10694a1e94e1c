import { loadModel } from "@skylab/protocol";
import type { ServiceDefinition } from "@skylab/service";
import { access } from "./access.ts";
import { claims } from "./facts.ts";
import { collectGarbage } from "./jobs/collect-garbage.ts";
import { keepProvisioned } from "./jobs/keep-provisioned.ts";
import { runEvents } from "./jobs/run-events.ts";
import { runMappings } from "./jobs/run-mappings.ts";
import type { LambdaOperations } from "./operation.ts";
import { lambdaOperations } from "./lambda-operations.ts";
import { MAX_BODY_BYTES } from "./domain/functions/limits.ts";
import { wordViolations } from "./violations.ts";
import { besideOperations, originHeaders } from "./web/beside.ts";
import type { LambdaEngines } from "./store/engines.ts";
import { openStore, type LambdaStore } from "./store/store.ts";

/** Lambda. */
export function lambda(engines: LambdaEngines): ServiceDefinition<LambdaOperations, LambdaStore> {
  const store = openStore(engines);
  const model = loadModel("lambda");
  return {
    ...claims,
    model,
    operations: lambdaOperations,
    access,
    bodyLimits: {
      CreateFunction: MAX_BODY_BYTES,
      PublishLayerVersion: MAX_BODY_BYTES,
      UpdateFunctionCode: MAX_BODY_BYTES,
    },
    violationsError: wordViolations(model),
    engines: store,
    beside: besideOperations(store),
    originHeaders: originHeaders(store),
    jobs: [...runEvents(store), runMappings(store), keepProvisioned(store), collectGarbage(store)],
    reset: store.reset,
  };
}
