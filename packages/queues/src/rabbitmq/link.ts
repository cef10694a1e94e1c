import { randomUUID } from "node:crypto";
import { Socket } from "node:net";
import type { Channel, ChannelModel, ConfirmChannel, Message } from "amqplib";

/** A consumer costs as much as so many single messages. */
const CONSUMED_FROM = 4;
/** RabbitMQ lets a channel lag 200 messages behind, and delivers no more meanwhile. */
const CONSUMED_AT_ONCE = 100;
const CLASSIC = { durable: true, arguments: { "x-queue-type": "classic" } };
const PERSISTENT = { persistent: true, mandatory: true };

/** The queue is not there any more: its generation may be over. */
export class QueueIsGone extends Error {}

/** A channel to take messages on, and how many a consumer may get on it. */
export type Puller = { readonly channel: Channel; prefetch: number };

/** One connection to RabbitMQ, and what was made on it. */
export type Link = {
  readonly connection: ChannelModel;
  readonly publisher: ConfirmChannel;
  readonly pullers: Puller[];
  readonly declared: Map<string, Promise<unknown>>;
  /** Messages that came back as unroutable, by their number. */
  readonly returned: Set<string>;
  isClosed: boolean;
};

/** Resolves when the broker has confirmed all of them. */
export async function publish(link: Link, queue: string, contents: readonly Buffer[]): Promise<void> {
  await declare(link, queue);
  await Promise.all(contents.map((content) => publishOne(link, queue, content)));
}

let published = 0;

function publishOne(link: Link, queue: string, content: Buffer): Promise<void> {
  const messageId = String((published += 1));
  return new Promise((resolve, reject) => {
    link.publisher.sendToQueue(queue, content, { ...PERSISTENT, messageId }, (error: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error("RabbitMQ refused a message"));
      else if (link.returned.delete(messageId)) reject(gone(link, queue));
      else resolve();
    });
  });
}

function gone(link: Link, queue: string): QueueIsGone {
  link.declared.delete(queue);
  return new QueueIsGone(queue);
}

function declare(link: Link, queue: string): Promise<unknown> {
  let declared = link.declared.get(queue);
  if (!declared) {
    declared = link.publisher.assertQueue(queue, CLASSIC);
    declared.catch(() => link.declared.delete(queue));
    link.declared.set(queue, declared);
  }
  return declared;
}

/** Takes up to `max` messages from the head of a queue; they are this channel's until they are acknowledged. */
export async function get(
  link: Link,
  queue: string,
  max: number,
): Promise<{ link: Link; puller: Puller; messages: readonly Message[] }> {
  await declare(link, queue);
  const puller = link.pullers.pop() ?? (await openPuller(link));
  const messages: Message[] = [];
  try {
    while (messages.length < max) {
      const message = await puller.channel.get(queue);
      if (!message) break;
      messages.push(message);
      const rest = Math.min(max - messages.length, message.fields.messageCount);
      if (rest === 0) break;
      if (rest >= CONSUMED_FROM) messages.push(...(await consume(puller, queue, Math.min(rest, CONSUMED_AT_ONCE))));
    }
  } catch (error) {
    if (isNotFound(error)) throw gone(link, queue);
    throw error;
  }
  return { link, puller, messages };
}

/** Takes up to `max` messages by a consumer that lives no longer: two requests instead of one for each message. */
async function consume(puller: Puller, queue: string, max: number): Promise<Message[]> {
  const { channel } = puller;
  const messages: Message[] = [];
  const requests: Promise<unknown>[] = [];
  if (puller.prefetch !== max) requests.push(channel.prefetch(max));
  puller.prefetch = max;
  const consumerTag = randomUUID();
  requests.push(
    channel.consume(queue, (message) => void (message && messages.push(message)), { consumerTag }),
    // The broker delivers what it has before it answers to this.
    channel.cancel(consumerTag),
  );
  await Promise.all(requests);
  return messages;
}

async function openPuller(link: Link): Promise<Puller> {
  const channel = await link.connection.createChannel();
  // What the channel was asked for is rejected, which is enough.
  channel.on("error", () => undefined);
  return { channel, prefetch: 0 };
}

/** AMQP's reply code for a queue that is not there. */
const NOT_FOUND = 404;
const isNotFound = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === NOT_FOUND;

/** They leave the queue, unless the connection is gone. */
export function acknowledge({ channel }: Puller, messages: readonly Message[]): void {
  const last = messages.at(-1);
  if (!last) return;
  try {
    channel.ack(last, true);
  } catch {
    // The connection is gone: the messages come once more, and are known.
  }
}

export async function count(link: Link, queue: string): Promise<number> {
  return (await link.publisher.assertQueue(queue, CLASSIC)).messageCount;
}

export async function remove(link: Link, queue: string): Promise<void> {
  link.declared.delete(queue);
  await link.publisher.deleteQueue(queue);
}

/**
 * Lets the frames of all channels go out in one write: amqplib makes one for each, which wakes the broker each time and
 * costs both sides more than the frame.
 */
export function writeTogether({ connection }: ChannelModel): void {
  const socket = "stream" in connection && connection.stream instanceof Socket ? connection.stream : undefined;
  if (!socket) return;
  const write = socket.write.bind(socket);
  Object.assign(socket, {
    write: (frames: Uint8Array): boolean => {
      if (socket.writableCorked === 0) {
        socket.cork();
        process.nextTick(() => socket.uncork());
      }
      return write(frames);
    },
  });
}
