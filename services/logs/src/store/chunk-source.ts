import { encodeKey, keyAfter, type Partition } from "@skylab/records";
import { type ChunkHead, readChunkHead } from "../domain/events/chunk.ts";
import { spanBound } from "../domain/events/levels.ts";
import { decodeChunkKey, decodeChunkOfStreamKey } from "./chunk-rows.ts";
import type { GroupSpaces } from "./spaces.ts";

/** Times that are asked for, in milliseconds since the epoch: from `from`, before `to`. */
export type TimeRange = { readonly from: number; readonly to: number };

/** A chunk that is not unpacked. */
export type FoundChunk = {
  readonly timestamp: number;
  readonly arrival: number;
  readonly level: number;
  readonly head: ChunkHead;
  readonly value: Uint8Array;
};

/** Reads chunks of one level, which may hold events of the times asked for, by their first events. */
export type ChunkSource = {
  readonly level: number;
  /** The next ones; none: there are no more. */
  readonly next: () => Promise<readonly FoundChunk[]>;
};

/** A page of chunks ends with so many, or with the one by which it has so many bytes. */
const PAGE = 64;
const PAGE_BYTES = 512 * 1024;

export type SourceOptions = {
  readonly partition: Partition;
  readonly spaces: GroupSpaces;
  readonly level: number;
  readonly range: TimeRange;
  readonly reverse: boolean;
};

/** The chunks of a group. */
export function groupSource(options: SourceOptions): ChunkSource {
  const { level, partition, reverse, spaces } = options;
  const pages = pager(boundsOf(options, []), reverse);
  return {
    level,
    next: pages(async (bounds) => {
      const entries = await partition.range(spaces.chunks, { ...bounds, limit: PAGE, maxBytes: PAGE_BYTES, reverse });
      const chunks = entries.map(({ key, value }) => ({ ...decodeChunkKey(key), value }));
      return { last: entries.at(-1)?.key, chunks };
    }, options.range),
  };
}

/** The chunks of one stream. */
export function streamSource(options: SourceOptions, stream: number): ChunkSource {
  const { level, partition, reverse, spaces } = options;
  const pages = pager(boundsOf(options, [stream]), reverse);
  let limit = FIRST_STREAM_PAGE;
  return {
    level,
    next: pages(async (bounds) => {
      const entries = await partition.range(spaces.chunksOfStreams, { ...bounds, limit, reverse });
      limit = Math.min(2 * limit, STREAM_PAGE);
      const places = entries.map(({ key }) => decodeChunkOfStreamKey(key));
      const keys = places.map(({ arrival, timestamp }) => encodeKey(level, timestamp, arrival));
      const values = keys.length === 0 ? [] : await partition.getMany(spaces.chunks, keys);
      const chunks = places.flatMap((place, index) => {
        const value = values[index]?.value;
        return value === undefined ? [] : [{ ...place, value }];
      });
      return { last: entries.at(-1)?.key, chunks };
    }, options.range),
  };
}

/** Who asks for a few events needs few chunks. Of closed ones the most are a megabyte unpacked: a page of GetLogEvents. */
const FIRST_STREAM_PAGE = 2;
const STREAM_PAGE = 16;

type Bounds = { readonly from: Uint8Array; readonly to: Uint8Array };

const boundsOf = ({ level, range: { from, to } }: SourceOptions, prefix: readonly number[]): Bounds => ({
  from: encodeKey(...prefix, level, Math.max(0, from - spanBound(level) + 1)),
  to: encodeKey(...prefix, level, to),
});

type Page = {
  readonly last: Uint8Array | undefined;
  readonly chunks: readonly Omit<FoundChunk, "head">[];
};

type ReadPage = (bounds: Bounds) => Promise<Page>;

/** Goes through a range page by page, and leaves out chunks that end before the times asked for. */
function pager(bounds: Bounds, reverse: boolean) {
  return (read: ReadPage, { from }: TimeRange): ChunkSource["next"] => {
    let rest: Bounds | undefined = bounds;
    return async () => {
      while (rest !== undefined) {
        const { chunks, last } = await read(rest);
        if (last === undefined) rest = undefined;
        else rest = reverse ? { ...rest, to: last } : { ...rest, from: keyAfter(last) };
        const found = chunks
          .map((chunk) => Object.assign(chunk, { head: readChunkHead(chunk.value) }))
          .filter(({ head }) => head.last >= from);
        if (found.length > 0) return found;
      }
      return [];
    };
  };
}
