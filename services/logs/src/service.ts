import { loadModel } from "@skylab/protocol";
import type { ServiceDefinition } from "@skylab/service";
import { access } from "./access.ts";
import type { LogsOperations } from "./operation.ts";
import { logsOperations } from "./logs-operations.ts";
import { openStore, type LogsEngines, type LogsStore } from "./store/store.ts";

/** CloudWatch Logs. */
export function logs(engines: LogsEngines): ServiceDefinition<LogsOperations, LogsStore> {
  const store = openStore(engines);
  return {
    model: loadModel("logs"),
    operations: logsOperations,
    access,
    engines: store,
    reset: store.reset,
  };
}
