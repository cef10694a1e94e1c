import {
  type Queue,
  type Received,
  type ReceiveOptions,
  type StoredMessage,
  type Transferred,
  UNMOVABLE_HIDDEN_MS,
} from "../port.ts";
import type { Flight } from "./flights.ts";
import type { Position } from "./keys.ts";
import { described, type MessageRecord, reborn } from "../message-record.ts";
import type { StoredQueue } from "./stored-queue.ts";

/** A receive or transfer takes at most so many dead and expired messages out of the way, and then lets others have their turn. */
const GONE_PER_TURN = 1000;

export type Receipts = {
  /** Visible messages, hidden from now on. */
  readonly messages: readonly Received[];
  /** So many others stood in the way that it is worth trying again. */
  readonly more: boolean;
  /** Dead letters that were found on the way, and are moved. */
  readonly moving: readonly Promise<void>[];
};

export function receive(stored: StoredQueue, queue: Queue, how: ReceiveOptions): Receipts {
  const { attempts, flights, order } = stored.contents;
  const now = stored.now();
  stored.land(now);
  const visibleAt = now + how.visibilityMs;
  const repeated =
    how.attemptId === undefined
      ? undefined
      : attempts.repeat(how.attemptId, now, (flight) => stored.hide(flight, visibleAt));
  if (repeated) return { messages: readAgain(stored, queue, repeated), more: false, moving: [] };
  const taken: Flight[] = [];
  const messages: Received[] = [];
  const moving: Promise<void>[] = [];
  let gone = 0;
  order.take(now, queue.fifo?.delayMs ?? 0, {
    wants: () => taken.length < how.max && gone < GONE_PER_TURN && flights.inFlight() < queue.maxInFlight,
    offer: (position, record) => {
      const message = living(stored, queue, { position, record, moving });
      if (!message) {
        gone += 1;
        return "gone";
      }
      const flight = stored.takeOff(position, message, visibleAt);
      taken.push(flight);
      messages.push(received(stored, queue, { flight, message }));
      return "taken";
    },
  });
  if (how.attemptId !== undefined && taken.length > 0) attempts.remember(how.attemptId, now, taken);
  return { messages, more: gone === GONE_PER_TURN, moving };
}

type Taken = { readonly flight: Flight; readonly message: MessageRecord };

const received = (stored: StoredQueue, queue: Queue, { flight, message }: Taken): Received => ({
  ...described(queue, message, flight.position.order),
  receipt: stored.receiptOf(flight),
  receives: message.receives + flight.receives,
  firstReceivedAt: flight.firstReceivedAt,
});

function readAgain(stored: StoredQueue, queue: Queue, flights: readonly Flight[]): Received[] {
  return flights.flatMap((flight) => {
    const message = stored.read(flight.position, undefined);
    return message ? received(stored, queue, { flight, message }) : [];
  });
}

type Offered = { readonly position: Position; readonly record: Buffer | undefined };

/** The message offered, unless it is expired, or dead and goes where dead letters go. */
function living(
  stored: StoredQueue,
  queue: Queue,
  offered: Offered & { readonly moving: Promise<void>[] },
): MessageRecord | undefined {
  const message = present(stored, queue, offered);
  const flight = stored.contents.flights.get(offered.position.order);
  const { deadLetter } = queue;
  if (!message || !flight || !deadLetter || flight.receives < deadLetter.maxReceives) return message;
  const dead = {
    ...message,
    // AWS counts a standard queue's retention from the first queue on, a FIFO queue's anew.
    sentAt: queue.fifo ? stored.now() : message.sentAt,
    receives: message.receives + flight.receives,
    firstReceivedAt: flight.firstReceivedAt,
    deadLetterSource: deadLetter.source,
  };
  // A failure is reported by the disk, and the message stays where it was.
  offered.moving.push(stored.move(offered.position, deadLetter.queue, dead).catch(() => undefined));
  return undefined;
}

function present(stored: StoredQueue, queue: Queue, offered: Offered): MessageRecord | undefined {
  const message = stored.read(offered.position, offered.record);
  if (!message || message.sentAt + queue.retentionMs > stored.now()) return message;
  stored.leave(offered.position).catch(() => undefined);
  return undefined;
}

export type Transfer = {
  readonly from: Queue;
  readonly max: number;
  readonly to: (message: StoredMessage) => Queue | undefined;
};

/** Moves up to `max` visible messages; they are new messages over there. */
export async function transfer(stored: StoredQueue, { from, max, to }: Transfer): Promise<Transferred> {
  const all = { moved: 0, unmovable: 0 };
  for (let more = true; more;) {
    const some = transferSome(stored, { from, max: max - all.moved - all.unmovable, to });
    await Promise.all(some.moves);
    all.moved += some.moves.length;
    all.unmovable += some.unmovable;
    ({ more } = some);
    if (more) await new Promise(setImmediate);
  }
  return all;
}

type Moving = { readonly moves: readonly Promise<void>[]; readonly unmovable: number; readonly more: boolean };

function transferSome(stored: StoredQueue, { from, max, to }: Transfer): Moving {
  const now = stored.now();
  stored.land(now);
  const moves: Promise<void>[] = [];
  let unmovable = 0;
  let gone = 0;
  stored.contents.order.take(now, from.fifo?.delayMs ?? 0, {
    wants: () => moves.length + unmovable < max && gone < GONE_PER_TURN,
    offer: (position, record) => {
      const message = present(stored, from, { position, record });
      if (!message) {
        gone += 1;
        return "gone";
      }
      const target = to(described(from, message, position.order));
      if (!target) {
        unmovable += 1;
        stored.takeOff(position, message, now + UNMOVABLE_HIDDEN_MS);
        return "taken";
      }
      moves.push(stored.move(position, target, reborn(message, stored.newId(), now)));
      return "gone";
    },
  });
  return { moves, unmovable, more: gone === GONE_PER_TURN };
}
