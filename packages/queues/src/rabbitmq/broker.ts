import { randomUUID } from "node:crypto";
import { Socket } from "node:net";
import { type ChannelModel, type Channel, connect, type ConfirmChannel, type Message } from "amqplib";

/** Calls during an outage of RabbitMQ wait so long, and then fail. A broker that was killed confirms again after 6 to 11 s. */
const PATIENCE_MS = 20_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;
/** A replica that is frozen or cut off loses what it has not acknowledged after two of these. */
const HEARTBEAT_SECONDS = 10;
/** So many pulls may be under way at a time; each has a channel of its own, on which it acknowledges. */
const PULLERS = 16;
/**
 * What was pulled and not recorded for so long is given back: the process slept, and the broker may have given it to
 * another replica, where it may be received and removed by now.
 */
const LONGEST_PULL_MS = 60_000;
/** A consumer costs as much as so many single messages. */
const CONSUMED_FROM = 4;
/** RabbitMQ lets a channel lag 200 messages behind, and delivers no more meanwhile. */
const CONSUMED_AT_ONCE = 100;
const CLASSIC = { durable: true, arguments: { "x-queue-type": "classic" } };
const PERSISTENT = { persistent: true, mandatory: true };

/** The queue is not there any more: its generation may be over. */
export class QueueIsGone extends Error {}

export type Pulled = {
  readonly contents: readonly Buffer[];
  /** There were fewer than asked for. */
  readonly isEmpty: boolean;
};

/** RabbitMQ, behind whatever connection there is: amqplib has none that comes back by itself. */
export type Broker = {
  /** Resolves when there is a connection. */
  readonly connect: () => Promise<void>;
  /** Resolves when the messages are on the disk of the broker. Where a connection dies they are sent again, under the same ids. */
  readonly publish: (queue: string, contents: readonly Buffer[]) => Promise<void>;
  /** Takes up to `max` messages from the head, and acknowledges them when `use` is done with them. */
  readonly pull: <T>(queue: string, max: number, use: (pulled: Pulled) => Promise<T>) => Promise<T>;
  /** How many messages wait. */
  readonly count: (queue: string) => Promise<number>;
  readonly remove: (queue: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A channel to take messages on, and how many a consumer may get on it. */
type Puller = { readonly channel: Channel; prefetch: number };

/** One connection, and what was made on it. */
type Link = {
  readonly connection: ChannelModel;
  readonly publisher: ConfirmChannel;
  readonly pullers: Puller[];
  readonly declared: Map<string, Promise<unknown>>;
  /** Messages that came back as unroutable, by their number. */
  readonly returned: Set<string>;
  isClosed: boolean;
};

export function openBroker(url: string, onFailure: (error: unknown) => void): Broker {
  const broker = new RabbitBroker(url, onFailure);
  return {
    connect: () => broker.attempt(async () => undefined),
    publish: (queue, contents) => broker.attempt((link) => publish(link, queue, contents)),
    pull: (queue, max, use) => broker.pull({ queue, max }, use),
    count: (queue) => broker.attempt((link) => count(link, queue)),
    remove: (queue) => broker.attempt((link) => remove(link, queue)),
    close: () => broker.close(),
  };
}

class RabbitBroker {
  private readonly url: string;
  private readonly onFailure: (error: unknown) => void;
  private link: Promise<Link> | undefined;
  private freePullers = PULLERS;
  private readonly queueing: (() => void)[] = [];
  private isClosing = false;

  constructor(url: string, onFailure: (error: unknown) => void) {
    const withHeartbeat = new URL(url);
    if (!withHeartbeat.searchParams.has("heartbeat"))
      withHeartbeat.searchParams.set("heartbeat", String(HEARTBEAT_SECONDS));
    this.url = withHeartbeat.href;
    this.onFailure = onFailure;
  }

  /** Does something that may be done twice, again and again until it is done or patience ends. */
  async attempt<T>(work: (link: Link) => Promise<T>): Promise<T> {
    const deadline = performance.now() + PATIENCE_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        return await within(deadline - performance.now(), this.connected().then(work));
      } catch (error) {
        if (error instanceof QueueIsGone || this.isClosing) throw error;
        if (performance.now() + pause > deadline) throw new Error("RabbitMQ does not answer", { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  private connected(): Promise<Link> {
    this.link ??= this.open().catch((error: unknown) => {
      this.link = undefined;
      throw error;
    });
    return this.link;
  }

  private async open(): Promise<Link> {
    const connection = await connect(this.url, { timeout: PATIENCE_MS, noDelay: true });
    // Without listeners an error would end the process; `close` follows it.
    connection.on("error", this.onFailure);
    writeTogether(connection);
    const publisher = await connection.createConfirmChannel();
    const returned = new Set<string>();
    const link: Link = { connection, publisher, pullers: [], declared: new Map(), returned, isClosed: false };
    const lost = (): void => {
      link.isClosed = true;
      this.link = undefined;
    };
    connection.on("close", lost);
    publisher.on("error", this.onFailure);
    publisher.on("close", () => {
      lost();
      // Nothing is published any more on what is left of this connection.
      connection.close().catch(() => undefined);
    });
    publisher.on("return", (message) => returned.add(String(message.properties.messageId)));
    return link;
  }

  async pull<T>({ queue, max }: { queue: string; max: number }, use: (pulled: Pulled) => Promise<T>): Promise<T> {
    await this.enter();
    const begunAt = performance.now();
    try {
      const { puller, messages, link } = await this.attempt((connected) => get(connected, queue, max));
      try {
        if (performance.now() - begunAt > LONGEST_PULL_MS) throw new Error("this process slept");
        const contents = messages.map(({ content }) => content);
        const result = await use({ contents, isEmpty: messages.length < max });
          acknowledge(puller, messages);
        if (!link.isClosed) link.pullers.push(puller);
        return result;
      } catch (error) {
        // The broker gives everybody back what was on the channel.
        puller.channel.close().catch(() => undefined);
        throw error;
      }
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.freePullers > 0) this.freePullers -= 1;
    else await new Promise<void>((resolve) => this.queueing.push(resolve));
  }

  private leave(): void {
    const next = this.queueing.shift();
    if (next) next();
    else this.freePullers += 1;
  }

  async close(): Promise<void> {
    this.isClosing = true;
    const link = await this.link?.catch(() => undefined);
    // Orderly: what was acknowledged or published before is done.
    await link?.connection.close().catch(() => undefined);
  }
}

async function publish(link: Link, queue: string, contents: readonly Buffer[]): Promise<void> {
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

async function get(
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

function acknowledge({ channel }: Puller, messages: readonly Message[]): void {
  const last = messages.at(-1);
  if (!last) return;
  try {
    channel.ack(last, true);
  } catch {
    // The connection is gone: the messages come once more, and are known.
  }
}

async function count(link: Link, queue: string): Promise<number> {
  return (await link.publisher.assertQueue(queue, CLASSIC)).messageCount;
}

async function remove(link: Link, queue: string): Promise<void> {
  link.declared.delete(queue);
  await link.publisher.deleteQueue(queue);
}

/** The promise, or a failure when the time is over. */
function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer in time")), Math.max(0, ms));
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Lets the frames of all channels go out in one write: amqplib makes one for each, which wakes the broker each time and
 * costs both sides more than the frame.
 */
function writeTogether({ connection }: ChannelModel): void {
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
