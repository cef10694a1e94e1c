import type { Job, ServiceDefinition } from "@skylab/service";
import { access, accessDenied } from "./access.ts";
import { messagesRoute } from "./control/messages-route.ts";
import { claims } from "./facts.ts";
import { collectGarbage } from "./jobs/collect-garbage.ts";
import { expireMessages } from "./jobs/expire-messages.ts";
import { moveMessages } from "./jobs/move-messages.ts";
import { sqsModel } from "./model.ts";
import type { SqsOperations } from "./operation.ts";
import { sqsOperations } from "./sqs-operations.ts";
import { openStore, type SqsEngines, type SqsStore } from "./store/store.ts";
import { wordViolations } from "./violations.ts";

/** Amazon SQS. */
export function sqs(engines: SqsEngines): ServiceDefinition<SqsOperations, SqsStore> {
  const store = openStore(engines);
  const model = sqsModel();
  const jobs: readonly Job[] = [moveMessages(store), expireMessages(store), collectGarbage(store)];
  return {
    ...claims,
    model,
    operations: sqsOperations,
    access,
    violationsError: wordViolations(model),
    accessDenied,
    engines: store,
    jobs,
    control: messagesRoute(store, model),
    reset: store.reset,
  };
}
