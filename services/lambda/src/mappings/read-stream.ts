import { once } from "node:events";
import { AwsError, pause } from "@skylab/aws";
import { NOTHING_PROCESSED, PROCESSED, type StreamSettings } from "../domain/mappings/mapping.ts";
import { readableShards, type Shard } from "../domain/mappings/shards.ts";
import type { Checkpoint, KeptCheckpoint } from "../store/checkpoints.ts";
import { growingPauses } from "./pauses.ts";
import { readShard } from "./read-shard.ts";
import type { Running, RunParts } from "./running.ts";
import { ShardLost } from "./shard-progress.ts";
import { openStreamSource, type StreamSource } from "./stream-source.ts";

/** How often new shards are looked for. */
const LOOK_EVERY_MS = 10_000;

/** Where the stream cannot be read. */
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;

/** What AWS tells of a last batch that went wrong. */
const FAILED = "PROBLEM: Function call failed";

type Stream = RunParts & {
  readonly settings: StreamSettings;
  readonly source: StreamSource;
  readonly tellResult: (result: string) => void;
};

/** Reads a stream, all of its shards at a time, children when their parent is done, and hands their records to the function. */
export function readStream(parts: RunParts): Running {
  const { stream: settings } = parts.mapping.settings;
  if (settings === undefined) throw new Error(`${parts.mapping.uuid} has no settings of a stream.`);
  const stream = { ...parts, settings, source: openStreamSource(parts), tellResult: resultTeller(parts) };
  const beginning = new AbortController();
  const begun = once(beginning.signal, "abort").then(() => undefined);
  const begin = (): void => beginning.abort();
  return { begun, ended: readUntilEnded(stream, begin).finally(begin) };
}

async function readUntilEnded(stream: Stream, begun: () => void): Promise<void> {
  const { mapping, signal, store } = stream;
  const rests = growingPauses(FIRST_REST_MS, LONGEST_REST_MS);
  while (!signal.aborted) {
    try {
      const positions = await whereItStands(stream);
      begun();
      rests.reset();
      await followShards(stream, positions);
    } catch (error) {
      if (error instanceof ShardLost) return;
      if (signal.aborted) return;
      store.log.warn({ err: error, mapping: mapping.uuid }, "an event source mapping cannot read its stream");
      stream.tellResult(problemOf(error));
      begun();
      await pause(rests.next(), signal);
    }
  }
}

/** AWS's words are not recorded, but for how they begin. */
const problemOf = (error: unknown): string =>
  `PROBLEM: ${error instanceof AwsError ? error.message : "The stream cannot be read."}`;

/** Where the mapping stands in its shards: as it is kept, or where it begins. */
async function whereItStands(stream: Stream): Promise<Map<string, KeptCheckpoint>> {
  const { mapping, settings, source, store } = stream;
  const { checkpoints } = store.mappings;
  const kept = await checkpoints.read(mapping.uuid);
  if (kept !== undefined) return new Map(kept);
  const shards = settings.StartingPosition === "LATEST" ? await source.shards() : [];
  const ends = await Promise.all(shards.map(async (shard) => [shard.id, await endOf(source, shard)] as const));
  // Where another process was faster, it is as that one has it.
  await checkpoints.begin(mapping.uuid, new Map(ends));
  return new Map(await checkpoints.read(mapping.uuid));
}

/** A checkpoint behind all that a shard holds now: it outlives a restart, which an iterator at the latest would not. */
async function endOf(source: StreamSource, { id, isClosed }: Shard): Promise<Checkpoint> {
  if (isClosed) return { isRead: true };
  let after: string | undefined;
  let iterator: string | undefined = await source.iterator(id, undefined);
  while (iterator !== undefined) {
    const page = await source.records(iterator);
    if (page.records.length === 0) break;
    after = page.records.at(-1)?.dynamodb?.SequenceNumber;
    iterator = page.next;
  }
  return after === undefined ? {} : { after };
}

async function followShards(stream: Stream, positions: Map<string, KeptCheckpoint>): Promise<void> {
  const { mapping, signal, source } = stream;
  const tellResult = (isGood: boolean): void => stream.tellResult(isGood ? PROCESSED : FAILED);
  const failing = new AbortController();
  const stop = (): void => failing.abort();
  signal.addEventListener("abort", stop, { once: true });
  const reading = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  let look = new AbortController();
  const read = async ({ id: shardId }: Shard): Promise<void> => {
    const kept = positions.get(shardId);
    try {
      const isAtEnd = await readShard({ ...stream, signal: failing.signal, shardId, kept, tellResult });
      if (isAtEnd) positions.set(shardId, { isRead: true, version: undefined });
    } catch (error) {
      failures.push(error);
      failing.abort();
    } finally {
      reading.delete(shardId);
      look.abort();
    }
  };
  try {
    while (!failing.signal.aborted) {
      look = new AbortController();
      const shards = await source.shards();
      const isRead = (id: string): boolean => positions.get(id)?.isRead === true;
      for (const shard of readableShards(shards, isRead)) {
        if (!reading.has(shard.id)) reading.set(shard.id, read(shard));
      }
      await pause(LOOK_EVERY_MS, AbortSignal.any([look.signal, failing.signal]));
    }
  } finally {
    failing.abort();
    signal.removeEventListener("abort", stop);
    await Promise.all(reading.values());
  }
  if (failures.length > 0) throw failures.find((error) => error instanceof ShardLost) ?? failures[0];
  if (!signal.aborted) throw new Error(`${mapping.uuid} has stopped.`);
}

/** Writes what became of the last batch where that is another thing than before. */
function resultTeller({ mapping, store }: RunParts): (result: string) => void {
  let told = mapping.lastResult ?? NOTHING_PROCESSED;
  return (result) => {
    if (result === told) return;
    told = result;
    const write = store.mappings.update(mapping, (now) =>
      now.lastResult === result ? now : { ...now, lastResult: result },
    );
    // Nobody waits for it, and the next one tells it, too.
    write.catch(() => (told = ""));
  };
}
