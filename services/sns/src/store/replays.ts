import { openWorkQueue, type WorkQueue } from "@skylab/queues";
import type { Publication } from "../domain/messages/publication.ts";
import type { SnsEngines } from "./engines.ts";

/** A replay that somebody is to bring on its way. */
export type ReplayTask = {
  readonly topic: Publication["topic"];
  readonly subscriptionId: string;
  readonly replayId: string;
};

/** Replays that are under way, or about to be. */
export type Replays = WorkQueue<ReplayTask>;

/** Longer than any takes. */
const RETENTION_MS = 14 * 24 * 3_600_000;

export const openReplays = ({ queues, ids }: Pick<SnsEngines, "queues" | "ids">): Replays =>
  openWorkQueue({ queues, ids, name: "sns/replays", retentionMs: RETENTION_MS });
