import { AwsError } from "@skylab/aws";
import type { ServiceClient } from "@skylab/service";
import { DELIVERED, type Delivery, type Destination, type Outcome } from "../domain/delivery/delivery.ts";
import { isFifoName, type TopicAddress } from "../domain/topics/topic.ts";
import { asTopic } from "./as-topic.ts";
import type { Envelopes } from "./envelopes.ts";
import { failed, failureOf } from "./failures.ts";
import { queueMessage, type QueueMessage, queuePlace } from "./queue-message.ts";

/** Queues of SQS. */
export type QueueDestination = Destination & {
  /** Hands several deliveries of one subscription over, in as few batches as may be; the outcomes are in their order. */
  readonly deliverAll: (deliveries: readonly Delivery[]) => Promise<readonly Outcome[]>;
};

export type QueueParts = { readonly call: ServiceClient; readonly envelopes: Envelopes };

export function openQueueDestination({ call, envelopes }: QueueParts): QueueDestination {
  const deliverAll = async (deliveries: readonly Delivery[]): Promise<readonly Outcome[]> => {
    const [first] = deliveries;
    if (first === undefined) return [];
    const messages = await Promise.all(deliveries.map((delivery) => queueMessage(delivery, envelopes)));
    const to = { call, queue: first.subscriber.endpoint, topic: first.topic };
    return await sendInTurn(to, inBatches(messages));
  };
  return { deliverAll, deliver: async (delivery) => (await deliverAll([delivery]))[0] ?? UNTOLD };
}

type To = { readonly call: ServiceClient; readonly queue: string; readonly topic: TopicAddress };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MOST_ENTRIES = 10;
const MOST_BYTES = 1_048_576;

function inBatches(messages: readonly QueueMessage[]): readonly (readonly QueueMessage[])[] {
  const batches: QueueMessage[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const own = bytesOf(message);
    const last = batches.at(-1);
    if (last === undefined || last.length === MOST_ENTRIES || bytes + own > MOST_BYTES) {
      batches.push([message]);
      bytes = own;
    } else {
      last.push(message);
      bytes += own;
    }
  }
  return batches;
}

/** What SQS counts of a message. */
function bytesOf({ MessageBody, MessageAttributes = {} }: QueueMessage): number {
  let bytes = Buffer.byteLength(MessageBody);
  for (const [name, { DataType, ...value }] of Object.entries(MessageAttributes)) {
    const text = "StringValue" in value ? value.StringValue : "";
    const binary = "BinaryValue" in value ? value.BinaryValue : "";
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(text) + binary.length;
  }
  return bytes;
}

/** What is to be tried again lets nothing pass it on its way into a FIFO queue. */
async function sendInTurn(to: To, batches: readonly (readonly QueueMessage[])[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const batch of batches) {
    const first = isFifoName(to.queue) ? outcomes.find((outcome) => !outcome.delivered && outcome.retry) : undefined;
    outcomes.push(...(first === undefined ? await sendBatch(to, batch) : batch.map(() => first)));
  }
  return outcomes;
}

async function sendBatch(to: To, batch: readonly QueueMessage[]): Promise<readonly Outcome[]> {
  const { call, queue, topic } = to;
  const { url, region } = queuePlace(queue);
  const entries = batch.map((message, index) => ({ Id: String(index), ...message }));
  try {
    const input = { QueueUrl: url, Entries: entries };
    const answer = await call({ service: "sqs", operation: "SendMessageBatch", input, as: asTopic(topic, region) });
    return outcomesOf(answer["Failed"], entries.length);
  } catch (error) {
    const failure = failureOf(error);
    // One bad message spoils a batch of a FIFO queue: the others are not to suffer from it.
    if (batch.length === 1 || failure.retry || OF_THE_QUEUE.test(failure.code)) return batch.map(() => failure);
    const alone = batch.map((message) => [message]);
    return await sendInTurn(to, alone);
  }
}

/** What concerns all messages alike: the queue is gone, or lets the topic not in. */
const OF_THE_QUEUE = /AccessDenied|QueueDoesNotExist|NonExistentQueue|InvalidAddress/;

type FailedEntry = {
  readonly Id: string;
  readonly SenderFault: boolean;
  readonly Code: string;
  readonly Message?: string;
};

function outcomesOf(failedEntries: unknown, count: number): readonly Outcome[] {
  // as: what SQS's model says of this member.
  const entries = (failedEntries ?? []) as readonly FailedEntry[];
  const failures = new Map(entries.map((entry) => [entry.Id, failureOfEntry(entry)]));
  return Array.from({ length: count }, (_, index) => failures.get(String(index)) ?? DELIVERED);
}

const failureOfEntry = ({ SenderFault, Code, Message = Code }: FailedEntry): Outcome =>
  failureOf(new AwsError(Code, Message, { status: SenderFault ? 400 : 500 }));

const UNTOLD: Outcome = failed("InternalFailure", "SQS did not tell what became of the message.");
