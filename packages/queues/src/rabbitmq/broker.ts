import { type Deadline, inTime } from "./deadline.ts";
import { KeptLink } from "./kept-link.ts";
import { acknowledge, closeLane, count, declare, freeLane, get, type Link, ping, remove, type Wanted } from "./link.ts";
import { openSending, publish, type SendingLink } from "./sending-link.ts";
import { Turnstile } from "./turnstile.ts";

/** So many pulls may be under way at a time; each has a channel of its own, on which it acknowledges. */
const PULLERS = 16;

export type Pulled = {
  readonly contents: readonly Buffer[];
  /** There were fewer than asked for. */
  readonly isEmpty: boolean;
};

/** RabbitMQ, behind whatever connections there are. A queue that it refuses fails at once, and disturbs no other. */
export type Broker = {
  /** Resolves when there are connections. */
  readonly connect: () => Promise<void>;
  /** Makes a queue where there is none; resolves to how long, in milliseconds, the connection for sends has known it. */
  readonly declare: (queue: string, deadline: Deadline) => Promise<number>;
  /** Resolves when the messages are on the disk of the broker. Where a connection dies they are sent again, under the same ids. */
  readonly publish: (queue: string, contents: readonly Buffer[], deadline: Deadline) => Promise<void>;
  /** Takes up to `max` messages from the head, and acknowledges them when `use` is done with them. */
  readonly pull: <T>(wanted: Wanted, use: (pulled: Pulled) => Promise<T>) => Promise<T>;
  /** How many messages wait. */
  readonly count: (queue: string, deadline: Deadline) => Promise<number>;
  readonly remove: (queue: string, deadline: Deadline) => Promise<void>;
  readonly ping: (deadline: Deadline) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** Sends have a connection of their own: RabbitMQ stops reading from it where memory or disk is short, and receives go on. */
export function openBroker(url: string, onFailure: (error: unknown) => void): Broker {
  const sends = new KeptLink<SendingLink>({ url, onFailure, furnish: (link) => openSending(link, onFailure) });
  const others = new KeptLink<Link>({ url, onFailure, furnish: async (link) => link });
  return {
    connect: () =>
      inTime(async (deadline) => {
        await Promise.all([sends.attempt(deadline, nothing), others.attempt(deadline, nothing)]);
      }),
    declare: async (queue, deadline) =>
      performance.now() - (await sends.attempt(deadline, (link) => declare(link, queue))),
    publish: (queue, contents, deadline) =>
      sends.attempt(deadline, (link) => publish(link, { queue, contents, deadline })),
    pull: pullFrom(others),
    count: (queue, deadline) => others.attempt(deadline, (link) => count(link, queue)),
    remove: (queue, deadline) => others.attempt(deadline, (link) => remove(link, queue)),
    ping: (deadline) => others.attempt(deadline, ping),
    close: async () => void (await Promise.all([sends.close(), others.close()])),
  };
}

const nothing = async (): Promise<void> => undefined;

function pullFrom(kept: KeptLink<Link>): Broker["pull"] {
  const pullers = new Turnstile(PULLERS);
  return async (wanted, use) => {
    const entering = pullers.enter(1, wanted.deadline);
    if (entering) await entering;
    try {
      const { link, lane, messages } = await kept.attempt(wanted.deadline, (connected) => get(connected, wanted));
      try {
        const contents = messages.map(({ content }) => content);
        const result = await use({ contents, isEmpty: messages.length < wanted.max });
        acknowledge(lane, messages);
        freeLane(link, lane);
        return result;
      } catch (error) {
        closeLane(lane);
        throw error;
      }
    } finally {
      pullers.leave(1);
    }
  };
}
