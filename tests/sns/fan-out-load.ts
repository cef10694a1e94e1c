import { EventEmitter, once } from "node:events";
import { PublishBatchCommand, SNSClient } from "@aws-sdk/client-sns";
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { ClientClass, ClientIdentity, TestClock } from "@skylab/testkit";
import { onTestFinished, vi } from "vitest";
import { createQueue, createTopic, type TestQueue, type TestTopic } from "./sns.ts";

/** Publishers of a standard and a FIFO topic, that go on whatever becomes of their requests. */
export type FanOutLoad = {
  /** Resolves when so many more messages were published. */
  readonly published: (count: number) => Promise<void>;
  /** Ends the publishers, and takes from each queue until all has come that is to come. */
  readonly finish: () => Promise<readonly Arrived[]>;
};

/** What came to a queue. */
export type Arrived = {
  readonly queue: "standard" | "fifo";
  /** How many were published, each of them answered. */
  readonly published: number;
  /** Those that did not come. */
  readonly missing: readonly string[];
  /** The texts in the order in which they came. */
  readonly bodies: readonly string[];
};

type Loaded = {
  readonly client: <Client>(Class: ClientClass<Client>, as?: ClientIdentity) => Client;
  readonly clock: Pick<TestClock, "advance">;
};

const QUEUES = 10;
const FIFO_QUEUES = 2;
export const GROUPS = ["g0", "g1", "g2"];
const PUBLISHERS = 4;
const IN_A_BATCH = 10;
/** So many more than were waited for are published meanwhile: else what is to be handed over grows with each delay. */
const AHEAD = 300;
/** Ample for a product that was killed and comes up again. */
const PROGRESS = { timeout: 180_000, interval: 20 };
/** Longer than it takes until another hands over what a killed process was at. */
const TAKEN_OVER_MS = 60_000;
/** After so many receives in a row that found nothing, each of which waited a second, what has not come is lost. */
const RECEIVES_IN_VAIN = 90;

type Publisher = {
  readonly topic: TestTopic;
  readonly answered: Set<string>;
  readonly isOver: () => boolean;
  /** Resolves when there is room for another batch, or all is over. */
  readonly room: (answered: ReadonlySet<string>) => Promise<void>;
};

/** Makes two topics with their queues, and publishes to both. */
export async function startFanOut({ client, clock }: Loaded): Promise<FanOutLoad> {
  const identity = { accessKeyId: "test", secretAccessKey: "test" };
  const [sns, sqs] = [client(SNSClient, identity), client(SQSClient, identity)];
  // A product that was killed may have just come up.
  const taker = client(SQSClient, { ...identity, maxAttempts: 3 });
  const standard = await createTopic(sns);
  const fifo = await createTopic(sns, { FifoTopic: "true", FifoThroughputScope: "MessageGroup" });
  const subscribed = async (topic: TestTopic, attributes: Record<string, string>): Promise<TestQueue> => {
    const queue = await createQueue(sqs, topic, attributes);
    await topic.subscribe("sqs", queue.arn, { RawMessageDelivery: "true" });
    return queue;
  };
  const queues = await Promise.all(Array.from({ length: QUEUES }, () => subscribed(standard, {})));
  const fifoQueues = await Promise.all(
    Array.from({ length: FIFO_QUEUES }, () => subscribed(fifo, { FifoQueue: "true" })),
  );

  const answered = { standard: new Set<string>(), fifo: new Set<string>() };
  const course = startCourse();
  onTestFinished(course.end);
  const publishing = [
    ...Array.from({ length: PUBLISHERS }, (_, at) =>
      publish(sns, `p${at}`, { topic: standard, answered: answered.standard, ...course }),
    ),
    ...GROUPS.map((group) => publish(sns, group, { topic: fifo, answered: answered.fifo, ...course })),
  ];
  return {
    published: async (count) => {
      const goal = answered.standard.size + count;
      course.goOnTo(goal);
      await vi.waitUntil(() => answered.standard.size >= goal, PROGRESS);
    },
    finish: async () => {
      course.end();
      await Promise.all(publishing);
      await clock.advance(TAKEN_OVER_MS);
      return await Promise.all([
        ...queues.map((queue) => takeAll(taker, queue, { queue: "standard", expected: answered.standard })),
        ...fifoQueues.map((queue) => takeAll(taker, queue, { queue: "fifo", expected: answered.fifo })),
      ]);
    },
  };
}

/** How far publishers are to go. */
type Course = Pick<Publisher, "isOver" | "room"> & {
  readonly goOnTo: (goal: number) => void;
  readonly end: () => void;
};

function startCourse(): Course {
  let most = AHEAD;
  let isOver = false;
  // All publishers listen.
  const changes = new EventEmitter().setMaxListeners(PUBLISHERS + GROUPS.length);
  const room = async (answered: ReadonlySet<string>): Promise<void> => {
    if (isOver || answered.size < most) return;
    await once(changes, "change");
    await room(answered);
  };
  return {
    isOver: () => isOver,
    room,
    goOnTo: (goal) => {
      most = goal + AHEAD;
      changes.emit("change");
    },
    end: () => {
      isOver = true;
      changes.emit("change");
    },
  };
}

/** Publishes numbered messages in batches, each until it is answered. */
async function publish(sns: SNSClient, name: string, { topic, answered, isOver, room }: Publisher): Promise<void> {
  const isFifo = topic.arn.endsWith(".fifo");
  for (let number = 0; !isOver(); number += IN_A_BATCH) {
    const bodies = Array.from({ length: IN_A_BATCH }, (_, at) => `${name}/${number + at}`);
    const PublishBatchRequestEntries = bodies.map((Message, at) => ({
      Id: String(at),
      Message,
      ...(isFifo && { MessageGroupId: name, MessageDeduplicationId: Message }),
    }));
    const command = (): PublishBatchCommand =>
      new PublishBatchCommand({ TopicArn: topic.arn, PublishBatchRequestEntries });
    while (!(await isAnswered(sns.send(command())))) {
      // What a FIFO topic may have must be published before the next of its group; what it has not may be left out.
      if (isOver() && !isFifo) return;
    }
    for (const body of bodies) answered.add(body);
    await room(answered);
  }
}

const isAnswered = (request: Promise<unknown>): Promise<boolean> =>
  request.then(
    () => true,
    () => false,
  );

type Expected = { readonly queue: Arrived["queue"]; readonly expected: ReadonlySet<string> };

async function takeAll(sqs: SQSClient, { url }: TestQueue, { queue, expected }: Expected): Promise<Arrived> {
  const bodies: string[] = [];
  const missing = new Set(expected);
  for (let inVain = 0; inVain < RECEIVES_IN_VAIN && (missing.size > 0 || inVain === 0);) {
    const messages = await receive(sqs, url);
    inVain = messages.length === 0 ? inVain + 1 : 0;
    for (const { Body = "" } of messages) {
      bodies.push(Body);
      missing.delete(Body);
    }
  }
  return { queue, published: expected.size, missing: [...missing], bodies };
}

async function receive(sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: IN_A_BATCH, WaitTimeSeconds: 1 });
  const { Messages = [] } = await sqs.send(command);
  const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
  if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  return Messages;
}
