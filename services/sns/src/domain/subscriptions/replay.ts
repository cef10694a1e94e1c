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
  /** What is published from then on is for the subscription in any case, and comes behind the others. */
  readonly begunAt: number;
  /** `finishing`: what is published waits until the last archived message is on its way. */
  readonly state: "pending" | "running" | "finishing" | "completed";
  /** Everything up to this publication is on its way. */
  readonly done?: ArchivePoint;
};

/** Where a reader of the archive is: behind this publication, or before all of that time or later. */
export type ArchivePoint = { readonly publishedAt: number; readonly sequenceNumber?: string };

/** The replay that the attribute ReplayPolicy asks for; none where it asks for none. The policy was checked before. */
export function newReplay(
  policy: string | undefined,
  { id, now }: { readonly id: string; readonly now: number },
): Replay | undefined {
  if (policy === undefined || policy === "") return undefined;
  const { from, to } = readReplayPolicy(policy, refuseAtChange);
  return { id, from, ...(to !== undefined && { to }), begunAt: now, state: "pending" };
}

export const isUnderWay = (replay: Replay | undefined): boolean => replay !== undefined && replay.state !== "completed";

/** Whether a replay brings a message. */
export const brings = ({ from, to = Infinity, begunAt }: Replay, { publishedAt }: Publication): boolean =>
  (publishedAt >= from && publishedAt <= to) || publishedAt >= begunAt;

/** As the console tells it: https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-subscriber.html */
export const REPLAY_STATUS: Readonly<Record<Replay["state"], string>> = {
  pending: "Pending",
  running: "In progress",
  finishing: "In progress",
  completed: "Completed",
};
