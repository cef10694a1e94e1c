import { type CancelTimer, type Clock, pauseBy, systemClock } from "@skylab/aws";
import { encodeKey } from "./keys/tuple.ts";
import type { Check, Partition, Records, Write } from "./port.ts";

/** That this process, and no other one, does something: until it lets go, or dies. */
export type Lease = {
  /** Aborted when the lease is lost: whoever works by it stops. */
  readonly signal: AbortSignal;
  /** Holds until another process has the lease: a commit with this check cannot come from an owner of the past. */
  readonly check: Check;
  /** Lets go; another process has it within `LOOK_EVERY_MS`. */
  readonly release: () => Promise<void>;
};

export type LeaseOptions = {
  readonly partition: Partition;
  readonly name: string;
  /** The machine's own: with a clock that is moved, leases would be lost, or a dead owner's never be free. */
  readonly clock: Clock;
  /** Ends the wait; the lease once it is held is given back by `release`. */
  readonly signal: AbortSignal;
};

/** An owner says so often that it lives. */
const BEAT_EVERY_MS = 1_000;

/** Without an answer to that for so long, an owner counts itself as dead: before others do. */
const LOST_AFTER_MS = 3_000;

/** An owner that was silent for so long is dead; who waits measures it himself, so that clocks need not agree. */
const FREE_AFTER_MS = 5_000;

/** Who waits looks so often. */
const LOOK_EVERY_MS = 1_000;

/** Changes when the lease gets another owner, and lets owners of the past be known. */
const OWNERS = "lease owners";

/** Changes with each beat; without one, the lease is free. */
const BEATS = "lease beats";

/** Waits until the lease is free, and takes it. Rejects with the signal's reason, and where the records cannot be reached. */
export async function acquireLease(options: LeaseOptions): Promise<Lease> {
  const { partition, clock, signal } = options;
  const key = encodeKey(options.name);
  let heard: { readonly beat: bigint; readonly at: number } | undefined;
  for (;;) {
    signal.throwIfAborted();
    const beat = await partition.get(BEATS, key);
    const now = clock.now();
    if (beat !== undefined && beat.version !== heard?.beat) heard = { beat: beat.version, at: now };
    if (beat === undefined || (heard !== undefined && now - heard.at >= FREE_AFTER_MS)) {
      const taken = await partition.commit({
        // Nobody has taken it since, whose first beat it would be, and its owner has not woken up.
        checks: [{ space: BEATS, key, version: beat?.version }],
        writes: [mark(OWNERS, key), mark(BEATS, key)],
      });
      if (taken.ok) return hold(options, { space: OWNERS, key, version: taken.version }, now);
    }
    await pauseBy(clock, LOOK_EVERY_MS, signal);
  }
}

/** Leases by name among all processes that share the records: what the frame of a service asks for its `single` jobs. */
export const leasesOf =
  (records: Records) =>
  (name: string, signal: AbortSignal): Promise<Lease> =>
    acquireLease({ partition: records.partition("frame"), name, clock: systemClock, signal });

/** Keeps a lease that was taken at `since`. */
function hold({ partition, clock }: LeaseOptions, check: Check, since: number): Lease {
  const { key } = check;
  const losing = new AbortController();
  let cancelBeat: CancelTimer | undefined;
  let cancelLoss: CancelTimer | undefined;

  const lose = (): void => {
    cancelBeat?.();
    cancelLoss?.();
    losing.abort(new Error("The lease is lost"));
  };
  const heldSince = (at: number): void => {
    if (losing.signal.aborted) return;
    cancelLoss?.();
    cancelLoss = clock.at(at + LOST_AFTER_MS, lose);
  };
  const beat = async (): Promise<void> => {
    const sentAt = clock.now();
    try {
      const result = await partition.commit({ checks: [check], writes: [mark(BEATS, key)] });
      if (result.ok) heldSince(sentAt);
      else lose();
    } catch {
      // It tries again until the lease counts as lost.
    }
    beatLater();
  };
  const beatLater = (): void => {
    if (!losing.signal.aborted) cancelBeat = clock.after(BEAT_EVERY_MS, () => void beat());
  };
  heldSince(since);
  beatLater();
  return {
    check,
    signal: losing.signal,
    release: async () => {
      lose();
      await partition.commit({ checks: [check], writes: [{ kind: "remove", space: BEATS, key }] });
    },
  };
}

const mark = (space: string, key: Uint8Array): Write => ({ kind: "put", space, key, value: NOTHING });
const NOTHING = new Uint8Array(0);
