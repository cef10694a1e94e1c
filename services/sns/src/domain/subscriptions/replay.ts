import { refuseAtChange } from "../attribute-refusal.ts";
import type { Publication } from "../messages/publication.ts";
import { readReplayPolicy } from "./replay-policy.ts";

/** Archived messages on their way to a subscription once more. */
export type Replay = {
  /** Unique: one that is begun anew ends the one before. */
  readonly id: string;
  /** Those published from then on, until then; milliseconds since the epoch. */
  readonly from: number;
  readonly to?: number;
  /** Where the archive ended when it began: what comes behind that in the archive comes by the replay, as long as it goes on. */
  readonly liveFrom: number;
  /** `finishing`: what is published waits until the last archived message is on its way. */
  readonly state: "pending" | "running" | "finishing" | "completed";
  /** Everything up to this place in the archive is on its way. */
  readonly done?: number;
};

/** A message in an archive. Places grow in the order in which messages come there, and are not before the time of publication. */
export type Archived = { readonly place: number; readonly publication: Publication };

/** The replay that the attribute ReplayPolicy asks for, which was checked before; `end` is where the archive ends now. */
export function newReplay(policy: string, { id, end }: { readonly id: string; readonly end: number }): Replay {
  const { from, to } = readReplayPolicy(policy, refuseAtChange);
  return { id, from, ...(to !== undefined && { to }), liveFrom: end, state: "pending" };
}

/** Before all times. */
const NEVER = 0;

/**
 * The replay of a subscription when another one is asked for, or none any more. What was published while the one before
 * was under way comes all the same.
 */
export function replayAfter(current: Replay | undefined, next: Replay | undefined): Replay | undefined {
  if (current === undefined || !isUnderWay(current)) return next;
  if (next === undefined) return { ...current, to: NEVER };
  const liveFrom = Math.min(next.liveFrom, Math.max(current.liveFrom, current.done ?? 0));
  return { ...next, liveFrom };
}

export const isUnderWay = ({ state }: Replay): boolean => state !== "completed";

/** The place in the archive behind which the next message is that a replay may bring. */
export const placeOf = ({ done, from, liveFrom }: Replay): number => done ?? Math.min(from - 1, liveFrom);

/** Whether a replay asks for what was published then. */
export const asksFor = ({ from, to = Infinity }: Replay, publishedAt: number): boolean =>
  publishedAt >= from && publishedAt <= to;

/** Whether a replay brings a message to a subscription that hears of what is published from `since` on. */
export const brings = (replay: Replay, { place, publication: { publishedAt } }: Archived, since: number): boolean =>
  asksFor(replay, publishedAt) || (place > replay.liveFrom && publishedAt >= since);

/** Whether a replay takes care of a message of the archive, or has done so: it comes in no other way. */
export const isBrought = (replay: Replay, { place, publication: { publishedAt } }: Archived): boolean =>
  place > replay.liveFrom ? isUnderWay(replay) || place <= placeOf(replay) : asksFor(replay, publishedAt);

/** As the console tells it: https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-subscriber.html */
export const REPLAY_STATUS: Readonly<Record<Replay["state"], string>> = {
  pending: "Pending",
  running: "In progress",
  finishing: "In progress",
  completed: "Completed",
};
