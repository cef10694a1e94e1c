import { loadModel } from "@skylab/protocol";
import type { ServiceDefinition } from "@skylab/service";
import { access } from "./access.ts";
import { collectGarbage } from "./jobs/collect-garbage.ts";
import { deliver } from "./jobs/deliver.ts";
import { runQueries } from "./jobs/run-queries.ts";
import type { LogsOperations } from "./operation.ts";
import { logsOperations } from "./logs-operations.ts";
import { openStore, type LogsEngines, type LogsStore } from "./store/store.ts";
import { wordViolations } from "./violations.ts";

/** CloudWatch Logs. */
export function logs(engines: LogsEngines): ServiceDefinition<LogsOperations, LogsStore> {
  const store = openStore(engines);
  const model = loadModel("logs");
  return {
    model,
    operations: logsOperations,
    access,
    violationsError: wordViolations(model),
    engines: store,
    jobs: [deliver({ store, log: engines.log }), runQueries({ store, log: engines.log }), collectGarbage(store)],
    reset: store.reset,
  };
}
