import { invalidParameter } from "../errors.ts";
import { retentionStart } from "../groups/retention.ts";
import { eventBytes } from "./event.ts";

type InputEvent = { readonly timestamp: number; readonly message: string };

/** What PutLogEvents answers of events that it does not take; indexes into the batch. */
export type Rejected = {
  readonly tooNewLogEventStartIndex?: number;
  readonly tooOldLogEventEndIndex?: number;
  readonly expiredLogEventEndIndex?: number;
};

export type Accepted = { readonly events: readonly InputEvent[]; readonly rejected: Rejected | undefined };

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
const MAX_BATCH_BYTES = 1_048_576;
const MAX_AGE_MS = 14 * 24 * 3_600_000;
const MAX_AHEAD_MS = 2 * 3_600_000;
const MAX_SPAN_MS = 24 * 3_600_000;

/**
 * The events of a batch that are kept.
 * @throws AwsError InvalidParameterException for a batch of which none is
 */
export function acceptBatch(
  batch: readonly InputEvent[],
  { now, retentionInDays }: { readonly now: number; readonly retentionInDays: number | undefined },
): Accepted {
  const bytes = batch.reduce((sum, { message }) => sum + eventBytes(message), 0);
  if (bytes > MAX_BATCH_BYTES)
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
  if (batch.some(({ timestamp }, index) => timestamp < (batch[index - 1]?.timestamp ?? 0)))
    throw invalidParameter("Log events in a single PutLogEvents request must be in chronological order.");
  const tooOld = countBefore(batch, now - MAX_AGE_MS);
  const expired = countBefore(batch, retentionStart(retentionInDays, now));
  const tooNew = countBefore(batch, now + MAX_AHEAD_MS + 1);
  const events = batch.slice(Math.max(tooOld, expired), tooNew);
  const [first] = events;
  const last = events.at(-1);
  if (first !== undefined && last !== undefined && last.timestamp - first.timestamp > MAX_SPAN_MS)
    throw invalidParameter("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
  const isWhole = events.length === batch.length;
  return {
    events,
    rejected: isWhole
      ? undefined
      : {
          ...(tooNew < batch.length && { tooNewLogEventStartIndex: tooNew }),
          ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
          ...(expired > tooOld && { expiredLogEventEndIndex: expired }),
        },
  };
}

/** They are in order of time. */
function countBefore(batch: readonly InputEvent[], time: number): number {
  const index = batch.findIndex(({ timestamp }) => timestamp >= time);
  return index === -1 ? batch.length : index;
}
