import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SpawnedSkylab } from "@skylab/testkit";

/** What clients did: begun, or answered by Skylab. */
export type Diary = {
  readonly sending: Set<string>;
  readonly sent: Set<string>;
  readonly deleting: Set<string>;
  readonly deleted: Set<string>;
};

export const STANDARD = "crash";
export const FIFO = "crash.fifo";

/** An hour: what is received and not deleted is in flight when the crash comes. */
const VISIBILITY_SECONDS = 3600;
const SENDERS = 4;
const GROUPS = 3;

export async function createQueues(skylab: SpawnedSkylab): Promise<void> {
  const client = skylab.client(SQSClient);
  await client.send(new CreateQueueCommand({ QueueName: STANDARD }));
  await client.send(new CreateQueueCommand({ QueueName: FIFO, Attributes: { FifoQueue: "true" } }));
}

export const urlOf = (skylab: SpawnedSkylab, name: string): string => `${skylab.url}/000000000000/${name}`;

type Load = { readonly client: SQSClient; readonly url: string; readonly diary: Diary; readonly round: number };

/** Loads both queues through the SDK and kills the process when so many requests were answered. */
export async function loadAndKill(
  skylab: SpawnedSkylab,
  diary: Diary,
  at: { round: number; answers: number },
): Promise<void> {
  const client = skylab.client(SQSClient);
  const load = (name: string): Load => ({ client, url: urlOf(skylab, name), diary, round: at.round });
  const enough = new Promise<void>((resolve) => {
    const already = answered(diary);
    const watch = setInterval(() => {
      if (answered(diary) - already < at.answers) return;
      clearInterval(watch);
      resolve();
    }, 1);
  });
  const workers = [
    ...Array.from({ length: SENDERS }, (_, sender) => sendMessages(load(STANDARD), `s${sender}`)),
    ...Array.from({ length: GROUPS }, (_, group) => sendInGroup(load(FIFO), `g${group}`)),
    receiveAndDelete(load(STANDARD)),
    receiveAndDelete(load(FIFO)),
  ].map(untilKilled);
  await enough;
  await skylab.kill9();
  await Promise.all(workers);
}

const answered = (diary: Diary): number => diary.sent.size + diary.deleted.size;

/** A worker ends with the error that the kill gives it. */
const untilKilled = (worker: Promise<never>): Promise<void> => worker.catch(() => undefined);

async function sendMessages({ client, url, diary, round }: Load, sender: string): Promise<never> {
  for (let number = 0; ; number += 1) {
    const body = `${round}/${sender}/${number}`;
    diary.sending.add(body);
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
    diary.sent.add(body);
  }
}

/** Numbers increase over all rounds, so that the order of a group can be seen. */
async function sendInGroup({ client, url, diary, round }: Load, group: string): Promise<never> {
  for (let number = round * 1_000_000; ; number += 3) {
    const bodies = [number, number + 1, number + 2].map((each) => `${group}/${each}`);
    for (const body of bodies) diary.sending.add(body);
    const entries = bodies.map((body, index) => ({
      Id: `m${index}`,
      MessageBody: body,
      MessageGroupId: group,
      MessageDeduplicationId: body,
    }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }));
    for (const body of bodies) diary.sent.add(body);
  }
}

/** Deletes every second message, and leaves the others in flight. */
async function receiveAndDelete({ client, url, diary }: Load): Promise<never> {
  for (;;) {
    const receive = {
      QueueUrl: url,
      MaxNumberOfMessages: 4,
      WaitTimeSeconds: 1,
      VisibilityTimeout: VISIBILITY_SECONDS,
    };
    const { Messages: messages = [] } = await client.send(new ReceiveMessageCommand(receive));
    for (const { Body: body = "", ReceiptHandle: receipt } of messages.filter((_, index) => index % 2 === 0)) {
      diary.deleting.add(body);
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
      diary.deleted.add(body);
    }
  }
}
