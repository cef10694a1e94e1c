import { AwsError, pause } from "@skylab/aws";
import { sizeOf } from "../domain/mappings/batch-size.ts";
import { eventFilter } from "../domain/mappings/event-filter.ts";
import type { StreamSettings } from "../domain/mappings/mapping.ts";
import { laneOf, streamRecord } from "../domain/mappings/stream-record.ts";
import type { KeptCheckpoint } from "../store/checkpoints.ts";
import { attemptBatch, type ShardParts } from "./attempt-batch.ts";
import { type Lane, openLane } from "./lane.ts";
import type { RunParts } from "./running.ts";
import { openShardProgress, type ShardItem } from "./shard-progress.ts";
import type { RecordPage, StreamSource } from "./stream-source.ts";
import { workInWindows } from "./work-in-windows.ts";

/** How often a shard is asked for more that had nothing: of late, and for a while. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
const LOOK_AGAIN_MS = 250;
const LOOK_IDLY_MS = 1_000;
const IDLE_AFTER_MS = 30_000;

/** So much of a shard is read ahead of what the function takes; a page may go beyond it. */
const MOST_RECORDS = 10_000;
const MOST_BYTES = 16 * 1024 * 1024;

export type ReadShard = RunParts & {
  readonly settings: StreamSettings;
  readonly source: StreamSource;
  readonly shardId: string;
  readonly kept: KeptCheckpoint | undefined;
  readonly tellResult: (isGood: boolean) => void;
};

/**
 * Reads a shard from where the mapping stands there, and hands its records to the function: to its end (true), or until
 * the signal ends it. Rejects with `ShardLost`, or where the stream cannot be read.
 */
export async function readShard(read: ReadShard): Promise<boolean> {
  const ending = new AbortController();
  const of = { uuid: read.mapping.uuid, shardId: read.shardId, checkpoints: read.store.mappings.checkpoints };
  const parts: ShardParts = { ...read, signal: ending.signal, progress: openShardProgress(of, read.kept) };
  const lanes = openLanes(parts);
  const end = (): void => {
    ending.abort();
    for (const lane of lanes) lane.stop();
  };
  if (read.signal.aborted) return false;
  read.signal.addEventListener("abort", end, { once: true });
  // Where the work of one lane fails, none goes on.
  const worked = lanes.map((lane) =>
    workLane(parts, lane).catch((error: unknown) => {
      end();
      throw error;
    }),
  );
  try {
    const isAtEnd = await fillLanes(read, parts, lanes);
    for (const lane of lanes) lane.close();
    await Promise.all(worked);
    if (!isAtEnd || ending.signal.aborted) return false;
    await parts.progress.finish();
    return true;
  } finally {
    end();
    read.signal.removeEventListener("abort", end);
    await Promise.allSettled(worked);
  }
}

/** A tumbling window has one state in a shard, so its batches are handed over one by one. */
function openLanes({ mapping, settings }: ShardParts): readonly Lane[] {
  const { BatchSize: size, MaximumBatchingWindowInSeconds: window } = mapping.settings;
  const count = settings.TumblingWindowInSeconds > 0 ? 1 : settings.ParallelizationFactor;
  return Array.from({ length: count }, () => openLane({ size, windowMs: window * 1000 }));
}

async function workLane(parts: ShardParts, lane: Lane): Promise<void> {
  if (parts.settings.TumblingWindowInSeconds > 0) return workInWindows(parts, lane);
  while (!lane.isOver()) {
    const items = await lane.take();
    if (items.length > 0) await attemptBatch(parts, items, { eventOf });
  }
}

const eventOf = (items: readonly ShardItem[]): object => ({ Records: items.map(({ record }) => record) });

/** Reads the shard into the lanes, to its end (true) or until the signal ends it. */
async function fillLanes(read: ReadShard, parts: ShardParts, lanes: readonly Lane[]): Promise<boolean> {
  const isWanted = eventFilter(read.mapping.settings);
  const { progress, signal } = parts;
  const take = (item: ShardItem): void => {
    progress.add(item);
    if (isWanted(item.record)) lanes[laneOf(item.record, lanes.length)]?.push(item);
    else progress.done([item]);
  };
  let after = read.kept?.after;
  let iterator: string | undefined;
  let lastAt = performance.now();
  while (!signal.aborted) {
    if (isEnough(lanes)) {
      await pause(LOOK_AGAIN_MS, signal);
      continue;
    }
    iterator ??= await startOf(read, after);
    const page = await nextPage(read.source, iterator);
    iterator = page?.next;
    if (page === undefined) continue;
    for (const item of itemsOf(page, read)) {
      after = item.sequenceNumber;
      take(item);
    }
    await progress.save();
    if (page.next === undefined) return true;
    if (page.records.length > 0) lastAt = performance.now();
    else await pause(performance.now() - lastAt < IDLE_AFTER_MS ? LOOK_AGAIN_MS : LOOK_IDLY_MS, signal);
  }
  return false;
}

function isEnough(lanes: readonly Lane[]): boolean {
  const waiting = lanes.map((lane) => lane.waiting());
  const bytes = waiting.reduce((sum, lane) => sum + lane.bytes, 0);
  return bytes >= MOST_BYTES || waiting.some(({ records }) => records >= MOST_RECORDS);
}

/** What was not read within a day is gone. */
async function startOf({ shardId, source }: ReadShard, after: string | undefined): Promise<string> {
  try {
    return await source.iterator(shardId, after);
  } catch (error) {
    if (!isTrimmed(error)) throw error;
    return source.iterator(shardId, undefined);
  }
}

/** Nothing where the iterator is too old to go on by: then a new one is needed. */
async function nextPage(source: StreamSource, iterator: string): Promise<RecordPage | undefined> {
  try {
    return await source.records(iterator);
  } catch (error) {
    if (isTrimmed(error) || (error instanceof AwsError && error.code === "ExpiredIteratorException")) return undefined;
    throw error;
  }
}

const isTrimmed = (error: unknown): boolean => error instanceof AwsError && error.code === "TrimmedDataAccessException";

const itemsOf = ({ records }: RecordPage, { mapping }: ReadShard): readonly ShardItem[] =>
  records.map((each) => {
    const record = streamRecord(each, mapping.source);
    const { ApproximateCreationDateTime: at, SequenceNumber: sequenceNumber } = record.dynamodb;
    return { record, sequenceNumber, createdAt: at * 1000, bytes: sizeOf(record) };
  });
