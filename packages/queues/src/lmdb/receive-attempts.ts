import { DEDUPLICATION_MS } from "./deduplication.ts";
import type { Flight } from "./flights.ts";

/** A flight as the receive left it. */
type Held = { readonly flight: Flight; readonly nonce: number; readonly visibleAt: number };

type Attempt = { readonly at: number; readonly held: readonly Held[] };

/**
 * A receive on a FIFO queue that is repeated under its attempt id: the same messages again under the same receipts,
 * hidden anew, as long as none of them was changed. The messages themselves stay on the disk.
 */
export type ReceiveAttempts = {
  /** What the attempt took, each hidden anew by `hide`; `undefined` where that is not as it was any more. */
  readonly repeat: (id: string, now: number, hide: (flight: Flight) => void) => readonly Flight[] | undefined;
  readonly remember: (id: string, now: number, taken: readonly Flight[]) => void;
};

export function createReceiveAttempts(): ReceiveAttempts {
  const attempts = new Map<string, Attempt>();

  const forgetOld = (now: number): void => {
    for (const [id, attempt] of attempts) {
      if (now - attempt.at < DEDUPLICATION_MS) return;
      attempts.delete(id);
    }
  };
  return {
    repeat: (id, now, hide) => {
      forgetOld(now);
      const attempt = attempts.get(id);
      if (!attempt?.held.every(isUnchanged)) return undefined;
      const taken = attempt.held.map(({ flight }) => flight);
      for (const flight of taken) hide(flight);
      attempts.set(id, { ...attempt, held: taken.map(hold) });
      return taken;
    },
    remember: (id, now, taken) => {
      attempts.delete(id);
      attempts.set(id, { at: now, held: taken.map(hold) });
    },
  };
}

const hold = (flight: Flight): Held => ({ flight, nonce: flight.nonce, visibleAt: flight.visibleAt });

const isUnchanged = ({ flight, nonce, visibleAt }: Held): boolean =>
  flight.inFlight && flight.nonce === nonce && flight.visibleAt === visibleAt;
