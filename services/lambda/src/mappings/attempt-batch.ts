import { pause } from "@skylab/aws";
import type { DiscardCondition, LastAttempt } from "../domain/mappings/discarded-batch.ts";
import { readItemFailures } from "../domain/mappings/item-failures.ts";
import type { StreamSettings } from "../domain/mappings/mapping.ts";
import { afterAttempt, countTooOld, pauseAfter, type Piece } from "../domain/mappings/stream-retries.ts";
import { tellOfDiscarded } from "./discard.ts";
import { invoke, type Ran } from "./invoke.ts";
import type { RunParts } from "./running.ts";
import type { ShardItem, ShardProgress } from "./shard-progress.ts";

/** What batches of a shard are attempted with. */
export type ShardParts = RunParts & {
  readonly settings: StreamSettings;
  readonly shardId: string;
  readonly progress: ShardProgress;
  /** Tells the mapping's owner what became of the last batch. */
  readonly tellResult: (isGood: boolean) => void;
};

/** How a batch becomes an event, and what its function's answer is good for. */
export type Handing = {
  readonly eventOf: (items: readonly ShardItem[]) => object;
  readonly returned?: (payload: Uint8Array) => void;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html: after a day records are gone. */
const RETENTION_SECONDS = 86_400;

/**
 * Hands records to the function again and again, in pieces where it is so set, until all are done or given up, or the
 * signal ends it; then what is not done is not noted as done.
 */
export async function attemptBatch(parts: ShardParts, items: readonly ShardItem[], handing: Handing): Promise<void> {
  const { progress, signal } = parts;
  const pieces: Piece<ShardItem>[] = [{ items, retries: 0, invokes: 0 }];
  let failures = 0;
  let last: LastAttempt | undefined;
  for (let next = pieces.shift(); next !== undefined && !signal.aborted; next = pieces.shift()) {
    const piece = await withoutTooOld(parts, next, last);
    if (piece.items.length === 0) continue;
    const attempted = await attemptOnce(parts, piece, handing);
    pieces.unshift(...attempted.next);
    failures = attempted.isGood ? 0 : failures + 1;
    last = attempted.last ?? last;
    await progress.save();
    // The halves of a batch that was split are tried at once.
    const isSame = pieces[0]?.items.length === piece.items.length;
    if (isSame && failures > 0) await pause(pauseAfter(failures), signal);
  }
}

type AttemptedOnce = {
  readonly isGood: boolean;
  readonly next: readonly Piece<ShardItem>[];
  /** Absent where the function was not run. */
  readonly last?: LastAttempt;
};

async function attemptOnce(parts: ShardParts, piece: Piece<ShardItem>, handing: Handing): Promise<AttemptedOnce> {
  const { mapping, progress, settings, store } = parts;
  const outcome = await invoke(mapping, handing.eventOf(piece.items), store);
  if (!outcome.ran) {
    store.log.warn({ err: outcome.error, mapping: mapping.uuid }, "a function could not be run for its stream");
    parts.tellResult(false);
    // It costs no retry: the records are tried until they are too old.
    return { isGood: false, next: [piece] };
  }
  const { functionError, payload, requestId, version } = outcome;
  const last = { requestId, version, functionError };
  const failedAt = failureOf(parts, piece.items, outcome);
  const isGood = failedAt === undefined;
  parts.tellResult(isGood);
  if (isGood) handing.returned?.(payload);
  const verdict = afterAttempt(piece, { failedAt }, settings);
  progress.done(piece.items.slice(0, verdict.done));
  if (verdict.discarded) await discard(parts, verdict.discarded, { condition: "RetryAttemptsExhausted", last });
  return { isGood, next: verdict.next, last };
}

/** At which of the records the function failed; nowhere where it did not. */
function failureOf(
  { mapping }: ShardParts,
  items: readonly ShardItem[],
  { functionError, payload }: Ran,
): number | undefined {
  if (functionError !== undefined) return 0;
  if (!mapping.settings.FunctionResponseTypes.includes("ReportBatchItemFailures")) return undefined;
  const failed = readItemFailures(
    payload,
    items.map(({ sequenceNumber }) => sequenceNumber),
  );
  if (failed === "all") return 0;
  // All from the first that failed on are tried again.
  const first = items.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
  return first === -1 ? undefined : first;
}

async function withoutTooOld(
  parts: ShardParts,
  piece: Piece<ShardItem>,
  last: LastAttempt | undefined,
): Promise<Piece<ShardItem>> {
  const { progress, settings, store } = parts;
  const asked = settings.MaximumRecordAgeInSeconds;
  const maxAge = asked === -1 ? RETENTION_SECONDS : Math.min(asked, RETENTION_SECONDS);
  const old = countTooOld(piece.items, maxAge, store.clock.now());
  if (old === 0) return piece;
  await discard(parts, { ...piece, items: piece.items.slice(0, old) }, { condition: "RecordAgeExceeded", last });
  await progress.save();
  return { ...piece, items: piece.items.slice(old) };
}

type Why = { readonly condition: DiscardCondition; readonly last: LastAttempt | undefined };

async function discard(parts: ShardParts, { invokes, items }: Piece<ShardItem>, why: Why): Promise<void> {
  const { mapping, progress, shardId } = parts;
  const { functionArn, source } = mapping;
  const batch = { ...why, functionArn, streamArn: source.arn, shardId, records: items, invokes };
  const isTold = await tellOfDiscarded(
    parts,
    batch,
    items.map(({ record }) => record),
  );
  // Else whoever goes on comes upon them again.
  if (isTold) progress.done(items);
}
