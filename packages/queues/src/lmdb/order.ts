import type { Flight, Flights } from "./flights.ts";
import type { Position } from "./keys.ts";

/** What became of a message that was offered: taken is in flight now, gone is no message of this queue any more. */
export type Outcome = "taken" | "gone";

/** Someone who takes messages. */
export type Taker = {
  /** Whether another one is wanted. */
  readonly wants: () => boolean;
  /** A visible message; its record where it was read already. */
  readonly offer: (position: Position, record: Buffer | undefined) => Outcome;
};

/** What is known of messages beyond what the disk says. */
export type Memory = {
  readonly flights: Flights;
  /** Deletions on their way to the disk, by the message's order. */
  readonly leaving: ReadonlyMap<number, Leaving>;
  /** Delayed messages on their way to the disk: perhaps on it already, but not `stored` yet. */
  readonly arriving: ReadonlySet<Position>;
};

export type Leaving = { readonly position: Position; readonly removal: Promise<void> };

/** In which order the messages of a queue come: the rule of standard or of FIFO queues, over what is on the disk. */
export type Order = {
  /** Offers the visible messages one after the other, until no more are wanted. */
  take(now: number, delayMs: number, taker: Taker): void;
  /** Messages are on the disk that were not there before. */
  stored(positions: readonly Position[]): void;
  /** A message in flight is visible again. */
  landed(flight: Flight): void;
  /** A message that was in flight is gone. */
  gone(flight: Flight): void;
  /** A message is not on the disk any more. */
  left(position: Position): void;
  /** How many messages are not visible yet. */
  delayed(now: number, delayMs: number): number;
  /** When a message becomes visible that is not in flight; `undefined` where none will. */
  nextAt(now: number, delayMs: number): number | undefined;
};
