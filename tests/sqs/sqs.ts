import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SendMessageCommandOutput,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type ClientIdentity, type Skylab, uniqueName } from "@skylab/testkit";
import { useSkylab } from "../use-skylab.ts";

/** Skylab for the tests of one file. */
export type Sqs = {
  readonly skylab: () => Skylab;
  readonly client: (as?: ClientIdentity) => SQSClient;
  /** Makes a queue of a new name; a FIFO queue where its attributes say so. */
  readonly createQueue: (attributes?: Record<string, string>, client?: SQSClient) => Promise<TestQueue>;
};

/** A queue with the few operations that nearly every test needs. */
export type TestQueue = {
  readonly url: string;
  readonly name: string;
  readonly arn: string;
  readonly send: (body: string, more?: Partial<SendMessageCommandInput>) => Promise<SendMessageCommandOutput>;
  readonly receive: (more?: Partial<ReceiveMessageCommandInput>) => Promise<Message[]>;
  readonly attribute: (name: string) => Promise<string | undefined>;
};

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one at SKYLAB_TEST_ENDPOINT. */
export function useSqs(): Sqs {
  const skylab = useSkylab();
  const client = (as?: ClientIdentity): SQSClient => skylab().client(SQSClient, as);
  return {
    skylab,
    client,
    createQueue: async (attributes = {}, own = client()) => {
      const name = uniqueName("queue") + (attributes["FifoQueue"] === undefined ? "" : ".fifo");
      const { QueueUrl } = await own.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
      return testQueue(own, name, QueueUrl ?? "");
    },
  };
}

async function testQueue(client: SQSClient, name: string, url: string): Promise<TestQueue> {
  const attribute = async (wanted: string): Promise<string | undefined> => {
    // as: the SDK's type lists the names; a test may ask for any.
    const names = [wanted] as ["QueueArn"];
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: names }));
    return Attributes?.[names[0]];
  };
  return {
    url,
    name,
    arn: (await attribute("QueueArn")) ?? "",
    send: (MessageBody, more) => client.send(new SendMessageCommand({ QueueUrl: url, MessageBody, ...more })),
    receive: async (more) => {
      const command = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, ...more });
      return (await client.send(command)).Messages ?? [];
    },
    attribute,
  };
}

/** The bodies of messages, in their order. */
export const bodies = (messages: readonly Message[]): (string | undefined)[] => messages.map(({ Body }) => Body);

/** Sorts what a standard queue may give in any order. */
export const byText = (a: string | undefined, b: string | undefined): number => (a ?? "").localeCompare(b ?? "");
