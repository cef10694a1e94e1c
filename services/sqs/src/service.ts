import type { Job, ServiceDefinition } from "@skylab/service";
import { access, accessDenied } from "./access.ts";
import { messagesRoute } from "./control/messages-route.ts";
import { claims } from "./facts.ts";
import { collectGarbage } from "./jobs/collect-garbage.ts";
import { expireMessages } from "./jobs/expire-messages.ts";
import { moveMessages } from "./jobs/move-messages.ts";
import { sqsModel } from "./model.ts";
import type { SqsOperations } from "./operation.ts";
import { AddPermission } from "./operations/AddPermission.ts";
import { CancelMessageMoveTask } from "./operations/CancelMessageMoveTask.ts";
import { ChangeMessageVisibility } from "./operations/ChangeMessageVisibility.ts";
import { ChangeMessageVisibilityBatch } from "./operations/ChangeMessageVisibilityBatch.ts";
import { CreateQueue } from "./operations/CreateQueue.ts";
import { DeleteMessage } from "./operations/DeleteMessage.ts";
import { DeleteMessageBatch } from "./operations/DeleteMessageBatch.ts";
import { DeleteQueue } from "./operations/DeleteQueue.ts";
import { GetQueueAttributes } from "./operations/GetQueueAttributes.ts";
import { GetQueueUrl } from "./operations/GetQueueUrl.ts";
import { ListDeadLetterSourceQueues } from "./operations/ListDeadLetterSourceQueues.ts";
import { ListMessageMoveTasks } from "./operations/ListMessageMoveTasks.ts";
import { ListQueueTags } from "./operations/ListQueueTags.ts";
import { ListQueues } from "./operations/ListQueues.ts";
import { PurgeQueue } from "./operations/PurgeQueue.ts";
import { ReceiveMessage } from "./operations/ReceiveMessage.ts";
import { RemovePermission } from "./operations/RemovePermission.ts";
import { SendMessage } from "./operations/SendMessage.ts";
import { SendMessageBatch } from "./operations/SendMessageBatch.ts";
import { SetQueueAttributes } from "./operations/SetQueueAttributes.ts";
import { StartMessageMoveTask } from "./operations/StartMessageMoveTask.ts";
import { TagQueue } from "./operations/TagQueue.ts";
import { UntagQueue } from "./operations/UntagQueue.ts";
import { openStore, type SqsEngines, type SqsStore } from "./store/store.ts";
import { wordViolations } from "./violations.ts";

/** Amazon SQS: a table with every operation of its API. */
export function sqs(engines: SqsEngines): ServiceDefinition<SqsOperations, SqsStore> {
  const store = openStore(engines);
  const model = sqsModel();
  const jobs: readonly Job[] = [moveMessages(store), expireMessages(store), collectGarbage(store)];
  return {
    ...claims,
    model,
    operations: {
      AddPermission,
      CancelMessageMoveTask,
      ChangeMessageVisibility,
      ChangeMessageVisibilityBatch,
      CreateQueue,
      DeleteMessage,
      DeleteMessageBatch,
      DeleteQueue,
      GetQueueAttributes,
      GetQueueUrl,
      ListDeadLetterSourceQueues,
      ListMessageMoveTasks,
      ListQueueTags,
      ListQueues,
      PurgeQueue,
      ReceiveMessage,
      RemovePermission,
      SendMessage,
      SendMessageBatch,
      SetQueueAttributes,
      StartMessageMoveTask,
      TagQueue,
      UntagQueue,
    },
    access,
    violationsError: wordViolations(model),
    accessDenied,
    engines: store,
    jobs,
    control: messagesRoute(store, model),
    reset: store.reset,
  };
}
