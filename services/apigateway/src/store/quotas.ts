import { BoundedMap, type Clock } from "@skylab/aws";
import { partitionName, type Places } from "@skylab/records";
import type { Logger } from "@skylab/service";
import { counted, DAY_MS, type QuotaUse, withRemaining } from "../domain/throttling/quota.ts";
import { grantTogether, type Waiting, waitWith } from "./grant-together.ts";
import { changeUse, countUse, type Metered } from "./quota-uses.ts";

/**
 * How much of quotas is used: counted, durably, before a request is let through, so that all replicas together never let
 * more through than the quota says, whatever is killed. Requests that come while one is counted are counted together with
 * the next. Of a key that has been busy for a second, each replica counts as many ahead as it used in a tenth of a second,
 * and never more than a twentieth of what is left; what it does not use is given back a second later. If it is killed
 * before, so many count as used that were not.
 */
export type Quotas = {
  /** Whether a request is left for all that is known here. */
  readonly isLeft: (metered: Metered, now: number) => boolean;
  /** Counts a request, where one is left. */
  readonly take: (metered: Metered, now: number) => boolean | Promise<boolean>;
  /** Gives back a request that was counted. */
  readonly giveBack: (metered: Metered, now: number) => void;
  /** Tells all what was counted ahead here and not used. */
  readonly settle: (metered: Metered) => Promise<void>;
  /** Leaves a key so many requests of the period, as `UpdateUsage` does; other replicas know it within a second. */
  readonly extend: (metered: Metered, left: number, now: number) => Promise<void>;
};

/** What is used in this time a busy replica counts ahead. */
const AHEAD_MS = 100;

/** So much of what is left, at most. */
const AHEAD_SHARE = 0.05;

/** What is counted ahead and not used goes back after this time, and so long a quota is known to be used up. */
const KNOWN_FOR_MS = 1000;

/** Keys in plans that are known at a time. */
const MAX_KNOWN = 100_000;

/** A quota as one replica knows it. */
type Known = {
  /** Counted ahead, on that day, when it was last asked for more. */
  held: number;
  day: number;
  countedAt: number;
  isGivingBack: boolean;
  /** When it was found used up, of how many. */
  usedUp: { readonly at: number; readonly limit: number } | undefined;
  pace: Pace;
  waiting: Waiting[];
  isCounting: boolean;
};

/** How many requests came in a second, and in the one before. */
type Pace = { second: number; requests: number; before: number };

type Engines = { readonly places: Places; readonly clock: Clock; readonly log: Pick<Logger, "warn"> };

export function openQuotas(engines: Engines): Quotas {
  const all = new BoundedMap<string, Known>(MAX_KNOWN);
  const knownOf = ({ apiKeyId, place, usagePlanId }: Metered): Known =>
    all.get(`${partitionName(place)} ${usagePlanId} ${apiKeyId}`, newKnown);

  return {
    isLeft: (metered, now) => {
      const known = knownOf(metered);
      return isHeld(known, now) || !isUsedUp(known, metered, now);
    },
    take: (metered, now) => {
      const known = knownOf(metered);
      if (!isHeld(known, now) && isUsedUp(known, metered, now)) return false;
      step(known.pace, now);
      if (isHeld(known, now)) {
        known.held--;
        return true;
      }
      const taken = waitWith(known.waiting);
      void count(engines, metered, known);
      return taken;
    },
    giveBack: (metered, now) => {
      const known = knownOf(metered);
      hold(known, isHeld(known, now) ? known.held + 1 : 1, now);
      giveBackLater(engines, metered, known);
    },
    settle: (metered) => settle(engines, metered, knownOf(metered)),
    extend: async (metered, left, now) => {
      const known = knownOf(metered);
      await settle(engines, metered, known);
      await changeUse(engines.places, metered, {
        now,
        change: (use) => ({ use: withRemaining(use, metered.quota, left), result: undefined }),
      });
      known.usedUp = undefined;
    },
  };
}

const newKnown = (): Known => ({
  held: 0,
  day: 0,
  countedAt: 0,
  isGivingBack: false,
  usedUp: undefined,
  pace: { second: 0, requests: 0, before: 0 },
  waiting: [],
  isCounting: false,
});

const dayNumber = (now: number): number => Math.floor(now / DAY_MS);

const isHeld = ({ day, held }: Known, now: number): boolean => held > 0 && day === dayNumber(now);

const isUsedUp = ({ usedUp }: Known, { quota }: Metered, now: number): boolean =>
  usedUp !== undefined &&
  usedUp.limit === quota.limit &&
  Math.abs(now - usedUp.at) < KNOWN_FOR_MS &&
  dayNumber(usedUp.at) === dayNumber(now);

function hold(known: Known, requests: number, now: number): void {
  known.held = requests;
  known.day = dayNumber(now);
  known.countedAt = now;
}

function step(pace: Pace, now: number): void {
  const second = Math.floor(now / 1000);
  if (second !== pace.second) {
    pace.before = second === pace.second + 1 ? pace.requests : 0;
    pace.second = second;
    pace.requests = 0;
  }
  pace.requests++;
}

/** Counts those who wait, on and on, as long as there are any. */
async function count(engines: Engines, metered: Metered, known: Known): Promise<void> {
  if (known.isCounting) return;
  known.isCounting = true;
  // What comes in this turn is counted together.
  await Promise.resolve();
  while (known.waiting.length > 0) {
    await grantTogether(known.waiting, (wanted) => countOnce(engines, metered, { known, wanted }));
  }
  known.isCounting = false;
}

type Counting = { readonly known: Known; readonly wanted: number };

async function countOnce(engines: Engines, metered: Metered, { known, wanted }: Counting): Promise<number> {
  // Of a key that is always busy counting may go on over midnight.
  const now = engines.clock.now();
  const { granted, held, left } = await countUse(engines.places, metered, {
    now,
    wanted,
    ahead: { most: Math.floor((known.pace.before * AHEAD_MS) / 1000), share: AHEAD_SHARE },
  });
  known.usedUp = left === 0 && granted < wanted ? { at: now, limit: metered.quota.limit } : undefined;
  hold(known, held + (isHeld(known, now) ? known.held : 0), now);
  if (held > 0) giveBackLater(engines, metered, known);
  return granted;
}

function giveBackLater(engines: Engines, metered: Metered, known: Known): void {
  if (known.isGivingBack) return;
  known.isGivingBack = true;
  engines.clock.at(known.countedAt + KNOWN_FOR_MS, () => {
    known.isGivingBack = false;
    // A key that is busy still has counted more meanwhile.
    if (engines.clock.now() - known.countedAt < KNOWN_FOR_MS) giveBackLater(engines, metered, known);
    else settle(engines, metered, known).catch((error: unknown) => tellLoss(engines, metered, error));
  });
}

/** What cannot be given back counts as used. */
const tellLoss = ({ log }: Engines, { apiKeyId, usagePlanId }: Metered, error: unknown): void =>
  log.warn(
    { err: error, usagePlanId, apiKeyId },
    "requests that were counted ahead of a quota could not be given back",
  );

async function settle({ clock, places }: Engines, metered: Metered, known: Known): Promise<void> {
  const { day, held } = known;
  if (held === 0) return;
  known.held = 0;
  const now = clock.now();
  // What the day before has counted is its own.
  const change = (use: QuotaUse) => ({ use: day === dayNumber(now) ? counted(use, -held) : use, result: undefined });
  await changeUse(places, metered, { now, change });
}
