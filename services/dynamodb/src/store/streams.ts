import type { Place } from "@skylab/aws";
import {
  allRows,
  appendedKey,
  encodeKey,
  type Entry,
  logRange,
  placesOf,
  readerOf,
  type Records,
} from "@skylab/records";
import type { SequencePosition } from "../domain/stream/sequence-number.ts";
import type { StreamAddress } from "../domain/stream/stream-address.ts";
import type { StreamChange } from "../domain/stream/stream-change.ts";
import { MAX_SPLITS, type Shard, type Stream } from "../domain/stream/stream.ts";
import type { Table } from "../domain/table/table.ts";
import { itemSpace, streamSpace } from "./spaces.ts";
import { changeTable, shardKey, streams } from "./stream-table.ts";
import type { TableDirectory } from "./table-directory.ts";

/** Streams as they are read: of tables, of those that are gone, and such as were disabled less than a day ago. */
export type Streams = {
  readonly find: (address: StreamAddress) => Promise<Stream | undefined>;
  /** In the order of their tables' names and then of their labels: all, or those of one table, after one of them. */
  readonly list: (place: Place, listing: StreamListing) => Promise<readonly Stream[]>;
  /** Changes of a shard from a position on, oldest first. */
  readonly read: (place: Place, shard: ShardOfStream, from: ChangesFrom) => Promise<readonly StoredChange[]>;
  /** The last change of a shard, if it has any. */
  readonly last: (place: Place, shard: ShardOfStream) => Promise<StoredChange | undefined>;
  /** Splits the shards of streams whose tables have more items to a shard than that. */
  readonly splitFull: (itemsPerShard: number, now: number) => Promise<void>;
};

export type StreamListing = {
  readonly table: string | undefined;
  readonly after: Pick<StreamAddress, "name" | "label"> | undefined;
  readonly limit: number;
};

export type ShardOfStream = { readonly stream: Stream; readonly shard: Pick<Shard, "splits" | "index"> };

export type ChangesFrom = {
  readonly position: SequencePosition;
  readonly limit: number;
  /** The answer ends with the change by which what is stored is so many bytes. */
  readonly maxBytes?: number;
};

export type StoredChange = { readonly position: SequencePosition; readonly change: StreamChange };

export function openStreams(records: Records, tables: TableDirectory): Streams {
  const { all: allPlaces, at: partitionOf } = placesOf(records);
  return {
    find: ({ label, name, place }) => readerOf(partitionOf(place)).get(streams, name, label),
    list: async (place, { after, limit, table }) => {
      const listed = await readerOf(partitionOf(place)).list(streams, {
        ...(table !== undefined && { prefix: [table] }),
        after: after && encodeKey(after.name, after.label),
        limit,
      });
      return listed.map(({ row }) => row);
    },
    read: async (place, { shard, stream }, { position, ...limits }) => {
      const { decode, space } = changeTable(streamSpace(stream.table, stream));
      const key = shardKey(shard);
      const range = { ...logRange(key), from: appendedKey(key, position.version, position.index), ...limits };
      const entries = await partitionOf(place).range(space, range);
      return entries.map((entry) => ({ position: positionOf(shard, entry), change: decode(entry.value) }));
    },
    last: async (place, { shard, stream }) => {
      const { decode, space } = changeTable(streamSpace(stream.table, stream));
      const [entry] = await partitionOf(place).range(space, { ...logRange(shardKey(shard)), limit: 1, reverse: true });
      return entry && { position: positionOf(shard, entry), change: decode(entry.value) };
    },
    splitFull: async (itemsPerShard, now) => {
      for (const { partition, place } of await allPlaces()) {
        for await (const { row: stream } of allRows(readerOf(partition), streams)) {
          if (!isFull(stream, await partition.count(itemSpace(stream.table)), itemsPerShard)) continue;
          await tables.change(place, stream.table.name, (table) => splitStream(table, stream, now));
        }
      }
    },
  };
}

function isFull({ disabledAt, splits = [] }: Stream, items: number, itemsPerShard: number): boolean {
  if (disabledAt !== undefined || splits.length >= MAX_SPLITS) return false;
  return items > itemsPerShard * 2 ** splits.length;
}

/** The table with its shards split, unless somebody else has done that, or the stream is another one. */
function splitStream(table: Table, { enabledAt, label, splits = [] }: Stream, now: number): Table {
  const { stream } = table;
  if (stream?.label !== label || (stream.splits ?? []).length !== splits.length) return table;
  // Ids of shards begin with the time that they began, and those of children come behind their parents'.
  const at = Math.max(now, (splits.at(-1) ?? enabledAt) + 1);
  return { ...table, stream: { ...stream, splits: [...splits, at] } };
}

/** An append ends its key with the version and, in two bytes, the index. */
function positionOf({ splits }: Pick<Shard, "splits">, { key, version }: Entry): SequencePosition {
  return { splits, version, index: Buffer.from(key.slice(-2)).readUInt16BE() };
}
