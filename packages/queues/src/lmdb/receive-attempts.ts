import type { Received } from "../port.ts";
import type { Flight, Flights } from "./flights.ts";
import { DEDUPLICATION_MS } from "./deduplication.ts";

export type Taken = { readonly message: Received; readonly flight: Flight };

type Attempt = {
  readonly at: number;
  readonly messages: readonly Received[];
  readonly flights: readonly { readonly flight: Flight; readonly nonce: number; readonly visibleAt: number }[];
};

/**
 * A receive on a FIFO queue that is repeated under its attempt id: the same messages again under the same receipts,
 * hidden anew, as long as none of them was changed.
 */
export type ReceiveAttempts = {
  readonly repeat: (id: string, now: number, visibilityMs: number) => readonly Received[] | undefined;
  readonly remember: (id: string, now: number, taken: readonly Taken[]) => void;
};

export function createReceiveAttempts(flights: Flights): ReceiveAttempts {
  const attempts = new Map<string, Attempt>();

  const forgetOld = (now: number): void => {
    for (const [id, attempt] of attempts) {
      if (now - attempt.at < DEDUPLICATION_MS) return;
      attempts.delete(id);
    }
  };
  return {
    repeat: (id, now, visibilityMs) => {
      forgetOld(now);
      const attempt = attempts.get(id);
      const isUnchanged = attempt?.flights.every(
        ({ flight, nonce, visibleAt }) => flight.inFlight && flight.nonce === nonce && flight.visibleAt === visibleAt,
      );
      if (!attempt || !isUnchanged) return undefined;
      const flown = attempt.flights.map(({ flight, nonce }) => {
        flight.visibleAt = now + visibilityMs;
        flights.fly(flight);
        return { flight, nonce, visibleAt: flight.visibleAt };
      });
      attempts.set(id, { ...attempt, flights: flown });
      return attempt.messages;
    },
    remember: (id, now, taken) => {
      attempts.delete(id);
      attempts.set(id, {
        at: now,
        messages: taken.map(({ message }) => message),
        flights: taken.map(({ flight }) => ({ flight, nonce: flight.nonce, visibleAt: flight.visibleAt })),
      });
    },
  };
}
