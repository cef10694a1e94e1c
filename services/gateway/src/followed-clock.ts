import { type Clock, movableClock } from "@skylab/aws";
import type { AdminClock } from "@skylab/service";

/** The product's time, as a gateway knows it, which keeps none. */
export type FollowedClock = {
  readonly clock: Clock;
  /** Moves the replicas' clock, and this one with it. */
  readonly adminClock: AdminClock;
  /** Asks the replicas for the time: it may have been moved before this gateway came. Never rejects. */
  readonly look: () => Promise<void>;
};

/** A clock that is so far from the machine's was moved; what is less is the way of the answer. */
const MOVED_BY_MS = 2_000;

/** Follows the clock of the replicas: all moves of it come by the gateway. */
export function followedClock(replicas: AdminClock): FollowedClock {
  const clock = movableClock();
  return {
    clock,
    adminClock: {
      now: replicas.now,
      move: async (move) => {
        await replicas.move(move);
        if ("set" in move) clock.set(move.set);
        else if ("advance" in move) clock.advance(move.advance);
        else clock.release();
      },
    },
    look: async () => {
      const now = await replicas.now().catch(() => Date.now());
      if (Math.abs(now - clock.now()) > MOVED_BY_MS) clock.advance(now - clock.now());
    },
  };
}
