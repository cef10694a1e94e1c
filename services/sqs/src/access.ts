import { type Access, type AccessRule, type Call, deniedMessage, type Denial, tagContext } from "@skylab/service";
import { AwsError } from "@skylab/aws";
import { parseTaskHandle } from "./domain/move-task.ts";
import { parseQueueArn, type QueueAddress, queueArn } from "./domain/queue-arn.ts";
import { queueDoesNotExist } from "./domain/errors.ts";
import type { Tags } from "./domain/tags.ts";
import { queueOfRequest } from "./find-queue.ts";
import type { SqsOperations } from "./operation.ts";
import type { SqsStore } from "./store/store.ts";

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
    resource: ({ QueueName: name }, { place }) => queueArn({ place, name }),
    context: ({ tags }) => tagContext({ set: tags }),
    also: ({ QueueName: name, tags = {} }, { place }) =>
      Promise.resolve(
        Object.keys(tags).length === 0
          ? []
          : [{ action: "sqs:TagQueue", resource: queueArn({ place, name }), context: tagContext({ set: tags }) }],
      ),
  },
  DeleteMessage: shared("DeleteMessage"),
  DeleteMessageBatch: shared("DeleteMessage"),
  DeleteQueue: ofOwner("DeleteQueue"),
  GetQueueAttributes: shared("GetQueueAttributes"),
  GetQueueUrl: {
    action: "sqs:GetQueueUrl",
    resource: (input, call) => queueArn(queueOfName(input, call)),
    policy: (input, call, store) => policyOf(queueOfName(input, call), store),
    context: async (input, call, store) => tagContext({ of: await tagsOf(queueOfName(input, call), store) }),
  },
  ListDeadLetterSourceQueues: shared("ListDeadLetterSourceQueues"),
  ListMessageMoveTasks: onArn("ListMessageMoveTasks", ({ SourceArn }) => SourceArn),
  ListQueueTags: ofOwner("ListQueueTags"),
  // AWS names no queue there, and so calls it.
  ListQueues: { action: "sqs:ListQueues", resource: (_input, { place }) => queueArn({ place, name: "" }) },
  PurgeQueue: shared("PurgeQueue"),
  ReceiveMessage: shared("ReceiveMessage"),
  RemovePermission: ofOwner("RemovePermission"),
  SendMessage: shared("SendMessage"),
  SendMessageBatch: shared("SendMessage"),
  SetQueueAttributes: ofOwner("SetQueueAttributes"),
  StartMessageMoveTask: {
    ...onArn<StartInput>("StartMessageMoveTask", ({ SourceArn }) => SourceArn),
    also: ({ DestinationArn: destination, SourceArn: source }) =>
      Promise.resolve([
        ...["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"].map((name) => ({
          action: `sqs:${name}`,
          resource: source,
        })),
        ...(destination === undefined ? [] : [{ action: "sqs:SendMessage", resource: destination }]),
      ]),
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
    resource: ({ QueueUrl }, call) => queueArn(queueOfRequest(QueueUrl, call)),
    policy: ({ QueueUrl }, call, store) => policyOf(queueOfRequest(QueueUrl, call), store),
    context: async ({ QueueUrl, TagKeys: named, Tags: set }, call, store) =>
      tagContext({ of: await tagsOf(queueOfRequest(QueueUrl, call), store), set, named }),
  };
}

/**
 * An operation that a queue's policy may deny to its owner's users, but not allow to other accounts.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-examples.html#grant-cross-account-permissions-to-role-and-user-name
 */
function ofOwner(action: string): Access<OnQueue, SqsStore> {
  return {
    ...shared(action),
    policy: ({ QueueUrl }, call, store) => ownPolicyOf(queueOfRequest(QueueUrl, call), call, store),
  };
}

/** An operation of the owner on the queue of an ARN. */
function onArn<Input>(action: string, arnOf: (input: Input) => string): Access<Input, SqsStore> {
  return {
    action: `sqs:${action}`,
    resource: arnOf,
    policy: async (input, call, store) => {
      const queue = parseQueueArn(arnOf(input));
      return queue && (await store.directory.find(queue.place, queue.name)) && ownPolicyOf(queue, call, store);
    },
    context: async (input, _call, store) => {
      const queue = parseQueueArn(arnOf(input));
      return tagContext({ of: queue && (await tagsOf(queue, store)) });
    },
  };
}

const tagsOf = async ({ place, name }: QueueAddress, store: SqsStore): Promise<Tags | undefined> =>
  (await store.directory.find(place, name))?.record.tags;

const queueOfName = (
  { QueueName: name, QueueOwnerAWSAccountId: owner }: SqsOperations["GetQueueUrl"]["input"],
  { place }: Call,
): QueueAddress => ({ place: { account: owner ?? place.account, region: place.region }, name });

/** @throws AwsError `QueueDoesNotExist` */
async function policyOf({ place, name }: QueueAddress, store: SqsStore): Promise<string | undefined> {
  const queue = await store.directory.find(place, name);
  if (!queue) throw queueDoesNotExist();
  return queue.record.attributes["Policy"];
}

const ownPolicyOf = async (queue: QueueAddress, call: Call, store: SqsStore): Promise<string | undefined> =>
  queue.place.account === call.caller.account ? policyOf(queue, store) : undefined;
