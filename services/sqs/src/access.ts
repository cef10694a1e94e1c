import {
  type Access,
  type AccessRule,
  type Call,
  deniedMessage,
  type Denial,
  tagContext,
  type TagsOfRequest,
  type Target,
} from "@skylab/service";
import { AwsError } from "@skylab/aws";
import { parseTaskHandle } from "./domain/move-task.ts";
import { parseQueueArn, type QueueAddress, queueArn } from "./domain/queue-arn.ts";
import { queueDoesNotExist } from "./domain/errors.ts";
import { queueOfRequest } from "./find-queue.ts";
import type { SqsOperations } from "./operation.ts";
import type { SqsStore } from "./store/store.ts";
import type { StoredQueue } from "./store/stored-queue.ts";

type AccessTable = {
  readonly [Name in keyof SqsOperations]: Access<SqsOperations[Name]["input"], SqsStore>;
};

type StartInput = SqsOperations["StartMessageMoveTask"]["input"];

/**
 * What IAM decides each operation by. A batch is allowed with its single operation.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 */
export const access: AccessTable = {
  AddPermission: ofOwner("AddPermission"),
  CancelMessageMoveTask: onArn("CancelMessageMoveTask", ({ TaskHandle }) => parseTaskHandle(TaskHandle).sourceArn),
  ChangeMessageVisibility: shared("ChangeMessageVisibility"),
  ChangeMessageVisibilityBatch: shared("ChangeMessageVisibility"),
  CreateQueue: {
    action: "sqs:CreateQueue",
    on: newQueue,
    also: (input, call) =>
      Object.keys(input.tags ?? {}).length === 0 ? [] : [{ action: "sqs:TagQueue", ...newQueue(input, call) }],
  },
  DeleteMessage: shared("DeleteMessage"),
  DeleteMessageBatch: shared("DeleteMessage"),
  DeleteQueue: ofOwner("DeleteQueue"),
  GetQueueAttributes: shared("GetQueueAttributes"),
  GetQueueUrl: {
    action: "sqs:GetQueueUrl",
    on: async (input, call, store) => targetOf(await requireQueue(queueOfName(input, call), store)),
  },
  ListDeadLetterSourceQueues: shared("ListDeadLetterSourceQueues"),
  ListMessageMoveTasks: onArn("ListMessageMoveTasks", ({ SourceArn }) => SourceArn),
  ListQueueTags: ofOwner("ListQueueTags"),
  // AWS names no queue there, and so calls it.
  ListQueues: { action: "sqs:ListQueues", on: (_input, { place }) => ({ resource: queueArn({ place, name: "" }) }) },
  PurgeQueue: shared("PurgeQueue"),
  ReceiveMessage: shared("ReceiveMessage"),
  RemovePermission: ofOwner("RemovePermission"),
  SendMessage: shared("SendMessage"),
  SendMessageBatch: shared("SendMessage"),
  SetQueueAttributes: ofOwner("SetQueueAttributes"),
  StartMessageMoveTask: {
    ...onArn<StartInput>("StartMessageMoveTask", ({ SourceArn }) => SourceArn),
    also: ({ DestinationArn: destination, SourceArn: source }) => [
      ...["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"].map((name) => ({
        action: `sqs:${name}`,
        resource: source,
      })),
      ...(destination === undefined ? [] : [{ action: "sqs:SendMessage", resource: destination }]),
    ],
  },
  TagQueue: ofOwner("TagQueue"),
  UntagQueue: ofOwner("UntagQueue"),
};

/** SQS writes the action in lower case there. */
export const accessDenied = (denial: Denial): AwsError =>
  new AwsError("AccessDeniedException", deniedMessage(denial, denial.action.toLowerCase()), {
    status: 403,
    queryCode: "AccessDenied",
  });

type OnQueue = {
  readonly QueueUrl: string;
  /** TagQueue's and UntagQueue's. */
  readonly Tags?: Readonly<Record<string, string>>;
  readonly TagKeys?: readonly string[];
};

/** An operation that the queue's policy may allow to other accounts. */
function shared(action: string): AccessRule<OnQueue, SqsStore> {
  return {
    action: `sqs:${action}`,
    on: async ({ QueueUrl, TagKeys: named, Tags: set }, call, store) =>
      targetOf(await requireQueue(queueOfRequest(QueueUrl, call), store), { set, named }),
  };
}

/**
 * An operation that a queue's policy may deny to its owner's users, but not allow to other accounts.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-examples.html#grant-cross-account-permissions-to-role-and-user-name
 */
function ofOwner(action: string): AccessRule<OnQueue, SqsStore> {
  return {
    action: `sqs:${action}`,
    on: async ({ QueueUrl, TagKeys: named, Tags: set }, call, store) => {
      const queue = queueOfRequest(QueueUrl, call);
      if (queue.place.account !== call.caller.account) return { resource: queueArn(queue) };
      return targetOf(await requireQueue(queue, store), { set, named });
    },
  };
}

/** An operation of the owner on the queue of an ARN. */
function onArn<Input>(action: string, arnOf: (input: Input) => string): AccessRule<Input, SqsStore> {
  return {
    action: `sqs:${action}`,
    on: async (input, call, store) => {
      const resource = arnOf(input);
      const address = parseQueueArn(resource);
      if (address?.place.account !== call.caller.account) return { resource };
      const queue = await store.directory.find(address.place, address.name);
      return queue === undefined ? { resource } : targetOf(queue);
    },
  };
}

/** A queue that is there, and what the request says of tags. */
const targetOf = (queue: StoredQueue, tags: Omit<TagsOfRequest, "of"> = {}): Target => ({
  resource: queueArn(queue),
  policy: queue.record.attributes["Policy"],
  context: () => tagContext({ of: queue.record.tags, ...tags }),
});

function newQueue(
  { QueueName: name, tags }: SqsOperations["CreateQueue"]["input"],
  { place }: Pick<Call, "place">,
): Target {
  return { resource: queueArn({ place, name }), context: () => tagContext({ set: tags }) };
}

const queueOfName = (
  { QueueName: name, QueueOwnerAWSAccountId: owner }: SqsOperations["GetQueueUrl"]["input"],
  { place }: Call,
): QueueAddress => ({ place: { account: owner ?? place.account, region: place.region }, name });

/** @throws AwsError `QueueDoesNotExist` */
async function requireQueue({ place, name }: QueueAddress, store: SqsStore): Promise<StoredQueue> {
  const queue = await store.directory.find(place, name);
  if (!queue) throw queueDoesNotExist();
  return queue;
}
