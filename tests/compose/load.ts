import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Skylab } from "@skylab/testkit";
import { onTestFinished, vi } from "vitest";

/** What clients did and saw. */
export type Diary = {
  /** The bodies of messages whose sending was answered. */
  readonly sent: Set<string>;
  /** The bodies of received messages, each once, in the order of the first time. */
  readonly received: Set<string>;
  /** How often each message was received, by its id: a request that the SDK retries can make two of one body. */
  readonly receipts: Map<string, number>;
  /** The ids of messages whose deletion was answered while nobody else could have them, with the number of answers by then. */
  readonly deleted: Map<string, number>;
  /** The ids of messages received by a request that began when their deletion was already answered. */
  readonly risen: string[];
  /** Requests that were answered, and those that failed when the SDK had retried them as it does by default. */
  answers: number;
  readonly errors: string[];
};

/** Clients that send, receive and delete until they are stopped, whatever becomes of their requests. */
export type Load = {
  readonly diary: Diary;
  /** Resolves when so many more requests were answered. */
  readonly answers: (count: number) => Promise<void>;
  /** Ends the senders, receives all that was sent, and what becomes visible again. A test that fails before ends all. */
  readonly finish: () => Promise<void>;
};

/** The SDK's default. */
const MAX_ATTEMPTS = 3;
/** Short, so that what was received by a request whose answer was lost comes back soon. */
const VISIBILITY_SECONDS = 5;
/** After so many receives in a row that found nothing, each of which waited a second, what has not come is lost. */
const RECEIVES_IN_VAIN = 60;
/** The end of a FIFO queue's words. */
const EXPIRED = "The receipt handle has expired.";
const SENDERS = 4;
const RECEIVERS = 3;
export const GROUPS = ["g0", "g1", "g2"];
const PROGRESS = { timeout: 120_000, interval: 20 };

/** `finishing`: nothing more is sent, and receivers go on until all came. */
type Phase = "running" | "finishing" | "ended";

type Queue = {
  readonly client: SQSClient;
  readonly url: string;
  readonly diary: Diary;
  readonly phase: () => Phase;
};

/** Makes a standard and a FIFO queue of these names and loads both. */
export async function startLoad(skylab: Skylab, name: string): Promise<Load> {
  const client = skylab.client(SQSClient, { accessKeyId: "test", maxAttempts: MAX_ATTEMPTS });
  const diary: Diary = {
    sent: new Set(),
    received: new Set(),
    receipts: new Map(),
    deleted: new Map(),
    risen: [],
    answers: 0,
    errors: [],
  };
  let phase: Phase = "running";
  onTestFinished(() => {
    phase = "ended";
  });
  const make = async (QueueName: string, more: Record<string, string> = {}): Promise<Queue> => {
    const Attributes = { VisibilityTimeout: String(VISIBILITY_SECONDS), ...more };
    const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
    return { client, url: QueueUrl, diary, phase: () => phase };
  };
  const standard = await make(name);
  const fifo = await make(`${name}.fifo`, { FifoQueue: "true" });
  const senders = [
    ...Array.from({ length: SENDERS }, (_, sender) => sendMessages(standard, `s${sender}`)),
    ...GROUPS.map((group) => sendMessages(fifo, group)),
  ];
  const startReceivers = (): Promise<void>[] =>
    [standard, fifo].flatMap((queue) => Array.from({ length: RECEIVERS }, () => receiveMessages(queue)));
  const receivers = startReceivers();
  return {
    diary,
    answers: async (count) => {
      const goal = diary.answers + count;
      await vi.waitUntil(() => diary.answers >= goal, PROGRESS);
    },
    finish: async () => {
      phase = "finishing";
      await Promise.all(senders);
      await Promise.all(receivers);
      // Now what was received by requests whose answers were lost is visible again, and what was deleted must not be.
      await skylab.clock.advance(VISIBILITY_SECONDS * 1000);
      await Promise.all(startReceivers());
      client.destroy();
    },
  };
}

/** A request that fails is noted, and answers `undefined`. */
async function attempt<Answer>({ diary }: Queue, what: string, request: Promise<Answer>): Promise<Answer | undefined> {
  try {
    const answer = await request;
    diary.answers += 1;
    return answer;
  } catch (error) {
    diary.errors.push(`${what}: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`);
    return undefined;
  }
}

/** Sends numbered messages, each until it is answered; those of a FIFO queue in the group of the sender. */
async function sendMessages(queue: Queue, sender: string): Promise<void> {
  const { client, url, diary, phase } = queue;
  for (let number = 0; phase() === "running"; number += 1) {
    const body = `${sender}/${number}`;
    const group = url.endsWith(".fifo") ? { MessageGroupId: sender, MessageDeduplicationId: body } : {};
    const command = (): SendMessageCommand => new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...group });
    while ((await attempt(queue, "SendMessage", client.send(command()))) === undefined) {
      // A message that a FIFO queue may have must be sent before the next of its group.
      if (phase() === "ended" || (phase() === "finishing" && group.MessageGroupId === undefined)) return;
    }
    diary.sent.add(body);
  }
}

/** Receives and deletes until the load is stopped, all that was sent has come, and the queue is empty. */
async function receiveMessages(queue: Queue): Promise<void> {
  const { client, url, diary, phase } = queue;
  let inVain = 0;
  while (phase() !== "ended") {
    const last = phase() === "finishing";
    const begun = diary.answers;
    const hiddenUntil = performance.now() + VISIBILITY_SECONDS * 1000;
    const input = { QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 };
    const answer = await attempt(queue, "ReceiveMessage", client.send(new ReceiveMessageCommand(input)));
    if (answer === undefined) continue;
    const { Messages: messages = [] } = answer;
    for (const message of messages) note(message, diary, begun);
    await Promise.all(messages.map((message) => deleteMessage(queue, message, hiddenUntil)));
    inVain = messages.length === 0 ? inVain + 1 : 0;
    if (last && inVain > 0 && (allCame(diary) || inVain > RECEIVES_IN_VAIN)) return;
  }
}

const allCame = ({ sent, received }: Diary): boolean => [...sent].every((body) => received.has(body));

/** Notes a message that a request received which began after so many answers. */
function note({ Body = "", MessageId = "" }: Message, diary: Diary, begun: number): void {
  if ((diary.deleted.get(MessageId) ?? Infinity) <= begun) diary.risen.push(MessageId);
  diary.received.add(Body);
  diary.receipts.set(MessageId, (diary.receipts.get(MessageId) ?? 0) + 1);
}

/** What is deleted late may have been received by another meanwhile, and is not deleted: a FIFO queue alone says so. */
async function deleteMessage(
  queue: Queue,
  { MessageId = "", ReceiptHandle }: Message,
  hiddenUntil: number,
): Promise<void> {
  const command = new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle });
  const answer = queue.client.send(command).catch((error: unknown) => {
    if (performance.now() < hiddenUntil || !String(error).endsWith(EXPIRED)) throw error;
    return undefined;
  });
  if ((await attempt(queue, "DeleteMessage", answer)) === undefined) return;
  if (performance.now() < hiddenUntil) queue.diary.deleted.set(MessageId, queue.diary.answers);
}
