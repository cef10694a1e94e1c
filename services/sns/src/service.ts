import { loadModel } from "@skylab/protocol";
import type { ServiceDefinition } from "@skylab/service";
import { access } from "./access.ts";
import type { SnsOperations } from "./operation.ts";
import { snsOperations } from "./sns-operations.ts";
import type { SnsEngines } from "./store/engines.ts";
import { openStore, type SnsStore } from "./store/store.ts";

/** SNS. */
export function sns(engines: SnsEngines): ServiceDefinition<SnsOperations, SnsStore> {
  const store = openStore(engines);
  return {
    model: loadModel("sns"),
    operations: snsOperations,
    access,
    engines: store,
    reset: store.reset,
  };
}
