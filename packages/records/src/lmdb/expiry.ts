import type { CancelTimer, Clock } from "@skylab/aws";
import { type Moment, notify, readHeader, remove, touch, type Touched } from "./commit.ts";
import { EXPIRIES_SPACE, expiryKey, expiryOfKey, NOTHING, plainKey, spaceOfKey, storedKey } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import type { View } from "./view.ts";
import type { Writer } from "./writer.ts";

/** Removes expired records: a second after the first of them expired, so that one transaction takes many. */
const SWEEP_DELAY_MS = 1000;
/** At most so many in a transaction, so that commits do not wait for a large sweep. */
const SWEEP_LIMIT = 1000;

export type Sweeper = {
  /** A record that expires then was written. */
  readonly expect: (expiresAt: number) => void;
  /** Resolves when no sweep is going on, and begins none any more. */
  readonly close: () => Promise<void>;
};

export type SweeperParts = {
  readonly ledger: Ledger;
  readonly writer: Writer;
  readonly clock: Clock;
};

export function startSweeper({ ledger, writer, clock }: SweeperParts): Sweeper {
  let due = Number.POSITIVE_INFINITY;
  let cancel: CancelTimer | undefined;
  let sweeping = Promise.resolve();
  let closed = false;

  const expect = (expiresAt: number): void => {
    if (closed || expiresAt >= due) return;
    cancel?.();
    due = expiresAt;
    cancel = clock.at(due + SWEEP_DELAY_MS, () => {
      due = Number.POSITIVE_INFINITY;
      sweeping = sweeping.then(sweep);
    });
  };
  const sweep = async (): Promise<void> => {
    if (closed) return;
    try {
      const { touched, next } = await writer.run((draft) => removeExpired({ draft, ledger, now: clock.now() }));
      notify(touched);
      if (next !== undefined) expect(next);
    } catch {
      // Whoever commits next learns what is wrong with the disk; the sweep only tries again.
      expect(clock.now());
    }
  };

  const first = firstExpiry(writer.view());
  if (first !== undefined) expect(first);
  return {
    expect,
    close: async () => {
      closed = true;
      cancel?.();
      await sweeping;
    },
  };
}

const EXPIRIES = { from: storedKey(EXPIRIES_SPACE, NOTHING), to: storedKey(EXPIRIES_SPACE + 1, NOTHING) };

type Swept = { readonly touched: Touched; readonly next: number | undefined };

function removeExpired(moment: Moment): Swept {
  const { draft, ledger, now } = moment;
  const touched: Touched = new Map();
  const expired: Buffer[] = [];
  for (const { key } of draft.entries({ from: EXPIRIES.from, to: expiryKey(now + 1, NOTHING) })) {
    expired.push(key);
    if (expired.length === SWEEP_LIMIT) break;
  }
  for (const key of expired) {
    const { recordKey, expiresAt } = expiryOfKey(key);
    const space = ledger.withNumber(spaceOfKey(recordKey));
    if (space !== undefined && readHeader(draft, recordKey)?.expiresAt === expiresAt) {
      remove(moment, space, recordKey);
      touch(touched, space, plainKey(recordKey));
    }
    draft.remove(key);
  }
  return { touched, next: firstExpiry(draft) };
}

function firstExpiry(view: View): number | undefined {
  for (const { key } of view.entries(EXPIRIES)) return expiryOfKey(key).expiresAt;
  return undefined;
}
