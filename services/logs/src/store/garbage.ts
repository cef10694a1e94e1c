import type { Place } from "@skylab/aws";
import {
  decodeKey,
  encodeKey,
  keyTexts,
  type Partition,
  type Places,
  prefixRange,
  retryOnConflict,
  type Write,
} from "@skylab/records";
import { type ChunkHead, readChunkHead } from "../domain/events/chunk.ts";
import { TOP_LEVEL } from "../domain/events/levels.ts";
import type { ChunkPlace } from "../domain/events/pack.ts";
import type { LogGroup } from "../domain/groups/group.ts";
import { chunkKey, chunkRemovals, decodeChunkKey, decodeChunkOfStreamKey } from "./chunk-rows.ts";
import { type GroupHead, heads } from "./group-head.ts";
import { DELETED_STREAMS_SPACE, groupSpaces } from "./spaces.ts";

/** What is nobody's any more: events of deleted streams, and those that are older than their groups keep them. */
export type Garbage = {
  /** Streams that were deleted, of which there may be events still. */
  readonly deletedStreams: (place: Place) => Promise<readonly DeletedStream[]>;
  /** Takes some of the events of a deleted stream away; true: there are no more. */
  readonly takeStream: (stream: DeletedStream) => Promise<boolean>;
  /** Takes some of the events away that are older than `before`; true: there are no more. */
  readonly takeOlder: (group: LogGroup, before: number) => Promise<boolean>;
  /** Every place that holds a record, of whichever service. */
  readonly places: () => Promise<readonly Place[]>;
};

export type DeletedStream = { readonly place: Place; readonly groupId: string; readonly number: number };

/** So many deleted streams are looked at in one turn of a job. */
const LOOKED_AT = 100;

/** So many chunks are taken away by one commit. */
const AT_ONCE = 200;

export const openGarbage = (places: Places): Garbage => ({
  places: async () => (await places.all()).map(({ place }) => place),
  deletedStreams: async (place) => {
    const entries = await places.at(place).range(DELETED_STREAMS_SPACE, { limit: LOOKED_AT });
    return entries.map(({ key }) => {
      const [groupId = ""] = keyTexts(key);
      return { place, groupId, number: Number(decodeKey(key)[1]) };
    });
  },
  takeStream: (stream) => {
    const of = { partition: places.at(stream.place), groupId: stream.groupId };
    return take(of, (head) => takenOfStream(of, stream.number, head));
  },
  takeOlder: ({ place, row: { id: groupId } }, before) => {
    const of = { partition: places.at(place), groupId };
    return take(of, () => takenOlder(of, before));
  },
});

/** Without its group's head, the group is gone with all that it had. */
async function takenOfStream(
  { groupId, partition }: OfGroup,
  number: number,
  head: GroupHead | undefined,
): Promise<Taken> {
  const spaces = groupSpaces(groupId);
  const range = { ...prefixRange(number), limit: AT_ONCE };
  const entries = head === undefined ? [] : await partition.range(spaces.chunksOfStreams, range);
  const chunks = entries.map(({ key }) => decodeChunkOfStreamKey(key));
  const values = chunks.length === 0 ? [] : await partition.getMany(spaces.chunks, chunks.map(chunkKey));
  const isLast = entries.length < AT_ONCE;
  return {
    isLast,
    bytes: values.reduce((sum, found) => sum + (found === undefined ? 0 : readChunkHead(found.value).bytes), 0),
    writes: [
      ...chunks.flatMap((chunk) => chunkRemovals(spaces, number, chunk)),
      ...(isLast ? [removal(DELETED_STREAMS_SPACE, encodeKey(groupId, number))] : []),
    ],
    ...(isLast && { gone: number }),
  };
}

async function takenOlder({ groupId, partition }: OfGroup, before: number): Promise<Taken> {
  const spaces = groupSpaces(groupId);
  const older: { readonly place: ChunkPlace; readonly head: ChunkHead }[] = [];
  for (let level = 0; level <= TOP_LEVEL && older.length < AT_ONCE; level += 1) {
    const range = { from: encodeKey(level, 0), to: encodeKey(level, before), limit: AT_ONCE };
    for (const { key, value } of await partition.range(spaces.chunks, range)) {
      const head = readChunkHead(value);
      if (head.last < before) older.push({ place: decodeChunkKey(key), head });
    }
  }
  return {
    isLast: older.length < AT_ONCE,
    bytes: older.reduce((sum, { head }) => sum + head.bytes, 0),
    writes: older.flatMap(({ head, place }) => chunkRemovals(spaces, head.streamNumber, place)),
  };
}

type OfGroup = { readonly partition: Partition; readonly groupId: string };

type Taken = {
  readonly writes: readonly Write[];
  readonly bytes: number;
  readonly isLast: boolean;
  /** The number of a stream of which nothing is left. */
  readonly gone?: number;
};

/** Takes events away, and keeps the count of what is left: whoever writes into the group meanwhile does so before or after. */
function take(
  { groupId, partition }: OfGroup,
  decide: (head: GroupHead | undefined) => Promise<Taken>,
): Promise<boolean> {
  const key = encodeKey(groupId);
  return retryOnConflict(async () => {
    const found = await partition.get(heads.space, key);
    const head = found && heads.decode(found.value);
    const { bytes, gone, isLast, writes } = await decide(head);
    if (writes.length === 0) return isLast;
    const left = head && {
      ...head,
      storedBytes: head.storedBytes - bytes,
      deleted: head.deleted.filter((number) => number !== gone),
    };
    const put: Write[] =
      left === undefined ? [] : [{ kind: "put", space: heads.space, key, value: heads.encode(left) }];
    const check = { space: heads.space, key, version: found?.version };
    const result = await partition.commit({ checks: [check], writes: [...writes, ...put] });
    return result.ok ? isLast : result;
  });
}

const removal = (space: string, key: Uint8Array): Write => ({ kind: "remove", space, key });
