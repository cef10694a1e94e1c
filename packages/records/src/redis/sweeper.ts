import type { CancelTimer, Clock } from "@skylab/aws";

/** Removes expired records: a second after the first of them expired, so that one commit takes many. */
const SWEEP_DELAY_MS = 1000;
/** How often it is looked for what other processes left to sweep when they ended. */
const LOOK_INTERVAL_MS = 60_000;

/** A space in which records expire. */
export type SpaceAddress = { readonly partition: string; readonly space: string };

export type Sweeper = {
  /** A record that expires then was written to the space. */
  readonly expect: (address: SpaceAddress, expiresAt: number) => void;
  /** Resolves when no sweep is going on, and begins none any more. */
  readonly close: () => Promise<void>;
};

export type SweeperParts = {
  readonly clock: Clock;
  /** The spaces in which records expire. */
  readonly find: () => Promise<readonly SpaceAddress[]>;
  /** Removes some of what is expired, and resolves to when the next record expires. */
  readonly sweep: (address: SpaceAddress) => Promise<number | undefined>;
};

type Due = { readonly at: number; readonly cancel: CancelTimer };

/** Every process sweeps every space in which records expire: one that finds nothing has cost one read. */
export function startSweeper({ clock, find, sweep }: SweeperParts): Sweeper {
  const due = new Map<string, Due>();
  const running = new Set<Promise<void>>();
  let cancelLook: CancelTimer | undefined;
  let closed = false;

  const run = (work: () => Promise<void>): void => {
    const done: Promise<void> = work().finally(() => running.delete(done));
    running.add(done);
  };
  const expect = (address: SpaceAddress, expiresAt: number): void => {
    const name = `${address.partition.length}:${address.partition}${address.space}`;
    const known = due.get(name);
    if (closed || expiresAt >= (known?.at ?? Number.POSITIVE_INFINITY)) return;
    known?.cancel();
    const cancel = clock.at(expiresAt + SWEEP_DELAY_MS, () => {
      due.delete(name);
      run(() => sweepAndExpect(address));
    });
    due.set(name, { at: expiresAt, cancel });
  };
  const sweepAndExpect = async (address: SpaceAddress): Promise<void> => {
    if (closed) return;
    try {
      const next = await sweep(address);
      if (next !== undefined) expect(address, next);
    } catch {
      // Whoever calls next learns what is wrong with Redis; the sweep only tries again.
      expect(address, clock.now());
    }
  };
  const look = async (): Promise<void> => {
    try {
      // The first sweep of a space finds out when the next is due.
      for (const address of await find()) run(() => sweepAndExpect(address));
    } catch {
      // It looks again later.
    }
    if (!closed) cancelLook = clock.after(LOOK_INTERVAL_MS, () => run(look));
  };

  run(look);
  return {
    expect,
    close: async () => {
      closed = true;
      cancelLook?.();
      for (const { cancel } of due.values()) cancel();
      await Promise.all(running);
    },
  };
}
