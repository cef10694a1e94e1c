import type { notImplemented } from "@skylab/service";
import type { Operation, SqsOperations } from "./operation.ts";
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

/** Every operation of SQS. */
export const sqsOperations: {
  readonly [Name in keyof SqsOperations]: Operation<Name> | typeof notImplemented;
} = {
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
};
