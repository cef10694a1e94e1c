import {
  CreateTopicCommand,
  PublishCommand,
  type PublishCommandInput,
  type PublishCommandOutput,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type ClientIdentity, type Skylab, uniqueName } from "@skylab/testkit";
import { useSkylab } from "../use-skylab.ts";

/** Skylab for the tests of one file. */
export type Sns = {
  readonly skylab: () => Skylab;
  readonly client: (as?: ClientIdentity) => SNSClient;
  /** Makes a topic of a new name; a FIFO topic where its attributes say so. */
  readonly createTopic: (attributes?: Record<string, string>, client?: SNSClient) => Promise<TestTopic>;
  /** Makes a queue that a topic may send to. */
  readonly createQueue: (of: TestTopic, attributes?: Record<string, string>) => Promise<TestQueue>;
};

export type TestTopic = {
  readonly arn: string;
  readonly name: string;
  readonly publish: (message: string, more?: Partial<PublishCommandInput>) => Promise<PublishCommandOutput>;
  /** Subscribes an endpoint and tells the subscription's ARN. */
  readonly subscribe: (protocol: string, endpoint: string, attributes?: Record<string, string>) => Promise<string>;
};

export type TestQueue = {
  readonly url: string;
  readonly arn: string;
  /** Receives until so many messages have come, and deletes them. */
  readonly take: (many: number) => Promise<readonly Message[]>;
};

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one at SKYLAB_TEST_ENDPOINT. */
export function useSns(settings: Readonly<Record<string, string>> = {}): Sns {
  const skylab = useSkylab(settings, { own: Object.keys(settings).length > 0 });
  const client = (as?: ClientIdentity): SNSClient => skylab().client(SNSClient, as);
  return {
    skylab,
    client,
    createTopic: (attributes = {}, own = client()) => createTopic(own, attributes),
    createQueue: (topic, attributes = {}) => createQueue(skylab().client(SQSClient), topic, attributes),
  };
}

/** Makes a topic as `Sns.createTopic` does, by a client of any Skylab. */
export async function createTopic(client: SNSClient, Attributes: Record<string, string> = {}): Promise<TestTopic> {
  const name = uniqueName("topic") + (Attributes["FifoTopic"] === undefined ? "" : ".fifo");
  const { TopicArn = "" } = await client.send(new CreateTopicCommand({ Name: name, Attributes }));
  return {
    arn: TopicArn,
    name,
    publish: (Message, more) => client.send(new PublishCommand({ TopicArn, Message, ...more })),
    subscribe: async (Protocol, Endpoint, attributes) => {
      const command = new SubscribeCommand({
        TopicArn,
        Protocol,
        Endpoint,
        ReturnSubscriptionArn: true,
        ...(attributes && { Attributes: attributes }),
      });
      return (await client.send(command)).SubscriptionArn ?? "";
    },
  };
}

/** Makes a queue as `Sns.createQueue` does, by a client of any Skylab, account and region. */
export async function createQueue(
  client: SQSClient,
  topic: Pick<TestTopic, "arn">,
  Attributes: Record<string, string> = {},
): Promise<TestQueue> {
  const name = uniqueName("queue") + (Attributes["FifoQueue"] === undefined ? "" : ".fifo");
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  const [, account] = new URL(QueueUrl).pathname.split("/");
  const arn = `arn:aws:sqs:${await client.config.region()}:${account}:${name}`;
  await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: policyFor(arn, topic.arn) } }));
  return { url: QueueUrl, arn, take: (many) => take(client, QueueUrl, many) };
}

/** As AWS's documentation lets a topic send to a queue. */
const policyFor = (queue: string, topic: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queue,
        Condition: { ArnEquals: { "aws:SourceArn": topic } },
      },
    ],
  });

async function take(client: SQSClient, QueueUrl: string, many: number): Promise<readonly Message[]> {
  const taken: Message[] = [];
  while (taken.length < many) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(10, many - taken.length),
        WaitTimeSeconds: 20,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["All"],
      }),
    );
    if (Messages.length === 0) continue;
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    taken.push(...Messages);
  }
  return taken;
}

/** What a queue was handed of a notification that is not raw. */
export const notificationIn = ({ Body = "{}" }: Message): Readonly<Record<string, unknown>> =>
  JSON.parse(Body) as Readonly<Record<string, unknown>>; // as: SNS writes objects.
