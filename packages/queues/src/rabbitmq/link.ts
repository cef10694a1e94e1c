import { randomUUID } from "node:crypto";
import { Socket } from "node:net";
import type { Channel, ChannelModel, Message } from "amqplib";
import { type Deadline, noAnswerFrom } from "./deadline.ts";
import type { Recent } from "./recent.ts";

/** A consumer costs as much as so many single messages. */
const CONSUMED_FROM = 4;
/** RabbitMQ lets a channel lag 200 messages behind, and delivers no more meanwhile. */
const CONSUMED_AT_ONCE = 100;
const CLASSIC = { durable: true, arguments: { "x-queue-type": "classic" } };

/** The queue is not there any more: its generation may be over. */
export class QueueIsGone extends Error {}

/** A channel that one at a time works on, and how many messages a consumer may get on it. */
export type Lane = { readonly channel: Channel; prefetch: number };

/** One connection to RabbitMQ, and what was made on it. */
export type Link = {
  readonly connection: ChannelModel;
  /** Lanes on which nobody works. */
  readonly free: Lane[];
  /** When each queue was declared, as performance.now() tells time. */
  readonly declared: Recent<Promise<number>>;
  isClosed: boolean;
};

/** What a refused request leaves is a closed channel, so whatever may be refused is asked on a lane. */
async function onLane<T>(link: Link, work: (lane: Lane) => Promise<T>): Promise<T> {
  const lane = await openLane(link);
  try {
    const result = await work(lane);
    freeLane(link, lane);
    return result;
  } catch (error) {
    closeLane(lane);
    throw error;
  }
}

async function openLane(link: Link): Promise<Lane> {
  const free = link.free.pop();
  if (free) return free;
  const channel = await link.connection.createChannel();
  // What the channel was asked for is rejected, which is enough.
  channel.on("error", () => undefined);
  return { channel, prefetch: 0 };
}

export function freeLane(link: Link, lane: Lane): void {
  if (!link.isClosed) link.free.push(lane);
}

/** RabbitMQ gives everybody back what was taken on it. */
export function closeLane({ channel }: Lane): void {
  channel.close().catch(() => undefined);
}

export function gone(link: Link, queue: string): QueueIsGone {
  link.declared.delete(queue);
  return new QueueIsGone(queue);
}

/** Makes a queue where there is none; resolves to when this connection has first known it. */
export function declare(link: Link, queue: string): Promise<number> {
  let declared = link.declared.get(queue);
  if (!declared) {
    declared = onLane(link, ({ channel }) => channel.assertQueue(queue, CLASSIC)).then(() => performance.now());
    declared.catch(() => link.declared.delete(queue));
    link.declared.set(queue, declared);
  }
  return declared;
}

export type Wanted = { readonly queue: string; readonly max: number; readonly deadline: Deadline };
export type Got = { readonly link: Link; readonly lane: Lane; readonly messages: readonly Message[] };

/** Takes up to `max` messages from the head of a queue; they are this lane's until they are acknowledged. */
export async function get(link: Link, { queue, max, deadline }: Wanted): Promise<Got> {
  await declare(link, queue);
  const lane = await openLane(link);
  const messages: Message[] = [];
  try {
    while (messages.length < max) {
      stopIfOver(deadline);
      const message = await lane.channel.get(queue);
      if (!message) break;
      messages.push(message);
      const rest = Math.min(max - messages.length, message.fields.messageCount);
      if (rest === 0) break;
      stopIfOver(deadline);
      if (rest >= CONSUMED_FROM) messages.push(...(await consume(lane, queue, Math.min(rest, CONSUMED_AT_ONCE))));
    }
    // Nobody waits for them any more; or this process slept, and RabbitMQ gave them to another replica meanwhile, where
    // they may be received and removed by now.
    stopIfOver(deadline);
  } catch (error) {
    closeLane(lane);
    if (refusalOf(error) === NOT_FOUND) throw gone(link, queue);
    throw error;
  }
  return { link, lane, messages };
}

function stopIfOver(deadline: Deadline): void {
  if (deadline.isOver) throw noAnswerFrom("RabbitMQ");
}

/** Takes up to `max` messages by a consumer that lives no longer: two requests instead of one for each message. */
async function consume(lane: Lane, queue: string, max: number): Promise<Message[]> {
  const { channel } = lane;
  const messages: Message[] = [];
  const requests: Promise<unknown>[] = [];
  if (lane.prefetch !== max) requests.push(channel.prefetch(max));
  lane.prefetch = max;
  const consumerTag = randomUUID();
  requests.push(
    channel.consume(queue, (message) => void (message && messages.push(message)), { consumerTag }),
    // The broker delivers what it has before it answers to this.
    channel.cancel(consumerTag),
  );
  await Promise.all(requests);
  return messages;
}

/** They leave the queue, unless the connection is gone. */
export function acknowledge({ channel }: Lane, messages: readonly Message[]): void {
  const last = messages.at(-1);
  if (!last) return;
  try {
    channel.ack(last, true);
  } catch {
    // The connection is gone: the messages come once more, and are known.
  }
}

export async function count(link: Link, queue: string): Promise<number> {
  return (await onLane(link, ({ channel }) => channel.assertQueue(queue, CLASSIC))).messageCount;
}

export async function remove(link: Link, queue: string): Promise<void> {
  link.declared.delete(queue);
  await onLane(link, ({ channel }) => channel.deleteQueue(queue));
}

/** Asks for no queue, and changes nothing that lasts. */
export const ping = (link: Link): Promise<unknown> =>
  onLane(link, (lane) => {
    lane.prefetch = 0;
    return lane.channel.prefetch(0);
  });

const NOT_FOUND = 404;
/** Access refused, resource locked, precondition failed: asked again, RabbitMQ says the same. https://www.rabbitmq.com/docs/channels#error-handling */
const REFUSALS: ReadonlySet<unknown> = new Set([403, 405, 406]);

/** AMQP's reply code, where RabbitMQ refused something. */
const refusalOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);
export const isRefused = (error: unknown): boolean => REFUSALS.has(refusalOf(error));

/**
 * Lets the frames of all channels go out in one write: amqplib makes one for each, which wakes the broker each time and
 * costs both sides more than the frame.
 */
export function writeTogether({ connection }: ChannelModel): void {
  const socket = socketOf(connection);
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

const socketOf = (connection: ChannelModel["connection"]): Socket | undefined =>
  "stream" in connection && connection.stream instanceof Socket ? connection.stream : undefined;

/** Ends the connection without a goodbye. */
export const breakOff = ({ connection }: ChannelModel): unknown => socketOf(connection)?.destroy();
