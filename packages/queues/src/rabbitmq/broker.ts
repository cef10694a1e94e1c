import { connect } from "amqplib";
import { acknowledge, count, get, type Link, publish, QueueIsGone, remove, writeTogether } from "./link.ts";
import { within } from "./within.ts";

/** Calls during an outage of RabbitMQ wait so long, and then fail. A broker that was killed confirms again after 6 to 11 s. */
const PATIENCE_MS = 20_000;
/** So long a broker may take to say goodbye. */
const CLOSING_MS = 2000;
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
  /** Rejects where there is no answer in time. */
  readonly ping: (patienceMs: number) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

export function openBroker(url: string, onFailure: (error: unknown) => void): Broker {
  const broker = new RabbitBroker(url, onFailure);
  return {
    connect: () => broker.attempt(async () => undefined),
    publish: (queue, contents) => broker.attempt((link) => publish(link, queue, contents)),
    pull: (queue, max, use) => broker.pull({ queue, max }, use),
    count: (queue) => broker.attempt((link) => count(link, queue)),
    remove: (queue) => broker.attempt((link) => remove(link, queue)),
    // Asks for no queue, and changes nothing: nobody consumes on this channel.
    ping: (patienceMs) => broker.attempt(({ publisher }) => publisher.prefetch(0), patienceMs),
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
  async attempt<T>(work: (link: Link) => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
    const deadline = performance.now() + patienceMs;
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
    if (link) await within(CLOSING_MS, link.connection.close()).catch(() => undefined);
  }
}
