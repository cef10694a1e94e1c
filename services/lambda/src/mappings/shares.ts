import { createHash, randomInt } from "node:crypto";
import { once } from "node:events";
import { pause } from "@skylab/aws";
import type { BecomeSole } from "@skylab/service";

/**
 * Mappings are run in shares, each of which one process has at a time: so what it costs to hold them does not grow with
 * their number.
 */
const SHARES = 8;

/** A process takes one share after the other so far apart: those that begin together get some each. */
const APART_MS = 400;

/** Where the engine of the leases failed. */
const RETRY_MS = 1_000;

export type Shares = {
  /** Whether this process runs a mapping. */
  readonly has: (uuid: string) => boolean;
};

export type Sharing = {
  /** Absent where there is one process: then it has all shares. */
  readonly becomeSole: BecomeSole | undefined;
  /** Called when a share was won or lost; resolves when what is run here agrees with it. */
  readonly changed: () => Promise<void>;
};

/** Wins shares, keeps and loses them, until the signal ends it. */
export function holdShares({ becomeSole, changed }: Sharing, signal: AbortSignal): Shares {
  if (becomeSole === undefined) return { has: () => true };
  const held = new Set<number>();
  const hold = async (share: number): Promise<void> => {
    const sole = await becomeSole(`event source mappings ${share}`, signal);
    held.add(share);
    await changed();
    await Promise.race([abortOf(sole.signal), abortOf(signal)]);
    held.delete(share);
    await changed();
    if (!sole.signal.aborted) await sole.release();
  };
  const keepHolding = async (share: number, turn: number): Promise<void> => {
    await pause(turn * APART_MS, signal);
    while (!signal.aborted) {
      await hold(share).catch(() => pause(RETRY_MS, signal));
      held.delete(share);
    }
  };
  for (const [turn, share] of shuffledShares().entries()) void keepHolding(share, turn);
  return { has: (uuid) => held.has(shareOf(uuid)) };
}

/** Each process in an order of its own: of two with the same, the one that is a moment ahead would have all. */
function shuffledShares(): readonly number[] {
  const left = Array.from({ length: SHARES }, (_, share) => share);
  return left.map((_, turn) => {
    const at = randomInt(turn, SHARES);
    const chosen = left[at] ?? turn;
    left[at] = left[turn] ?? turn;
    return chosen;
  });
}

const shareOf = (uuid: string): number => createHash("md5").update(uuid).digest().readUInt32BE(0) % SHARES;

async function abortOf(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
