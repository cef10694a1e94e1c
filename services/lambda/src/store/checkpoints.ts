import { decodeKey, encodeKey, jsonTable, type Partition, prefixRange, type Write } from "@skylab/records";
import type { TumblingWindow } from "../domain/mappings/tumbling-window.ts";

/** How far a mapping has read a shard. */
export type Checkpoint = {
  /** What comes behind this sequence number is to be done; absent: all that the shard holds. */
  readonly after?: string;
  /** The shard was read to its end. */
  readonly isRead?: true;
  /** The tumbling window that is open there. */
  readonly window?: TumblingWindow;
};

/** A checkpoint as it is kept: whoever writes it says which version he knew, so that no owner of the past writes any. */
export type KeptCheckpoint = Checkpoint & { readonly version: bigint | undefined };

/** Where mappings of streams stand. */
export type Checkpoints = {
  /** Where a mapping stands, by shard; `undefined`: it has not begun. */
  readonly read: (uuid: string) => Promise<ReadonlyMap<string, KeptCheckpoint> | undefined>;
  /** Notes that a mapping begins, and where; false where another process was faster. */
  readonly begin: (uuid: string, shards: ReadonlyMap<string, Checkpoint>) => Promise<boolean>;
  /** Writes a checkpoint, and answers its version; `undefined` where somebody else has written it meanwhile. */
  readonly write: (of: CheckpointOf, checkpoint: Checkpoint) => Promise<bigint | undefined>;
  /** Forgets where a mapping stands. */
  readonly forget: (uuid: string) => Promise<void>;
};

export type CheckpointOf = {
  readonly uuid: string;
  readonly shardId: string;
  /** As it is known. */
  readonly version: bigint | undefined;
};

/** UUID, shard or nothing -> Checkpoint; nothing: the mapping has begun. */
const CHECKPOINTS_SPACE = "lambda.checkpoints";

const checkpointRows = jsonTable<Checkpoint>(CHECKPOINTS_SPACE);

/** Shards are never called so. */
const BEGUN = "";

/** More shards than a stream has in a day. */
const MOST_SHARDS = 100_000;

export function openCheckpoints(partition: Partition): Checkpoints {
  const entriesOf = (uuid: string): ReturnType<Partition["range"]> =>
    partition.range(CHECKPOINTS_SPACE, { ...prefixRange(uuid), limit: MOST_SHARDS });
  return {
    read: async (uuid) => {
      const kept = new Map<string, KeptCheckpoint>();
      for (const { key, value, version } of await entriesOf(uuid)) {
        const [, shardId] = decodeKey(key);
        if (typeof shardId === "string") kept.set(shardId, { ...checkpointRows.decode(value), version });
      }
      return kept.delete(BEGUN) ? kept : undefined;
    },
    begin: async (uuid, shards) => {
      const marker = putOf(uuid, BEGUN, {});
      const writes = Array.from(shards, ([shardId, checkpoint]) => putOf(uuid, shardId, checkpoint));
      const checks = [{ space: CHECKPOINTS_SPACE, key: encodeKey(uuid, BEGUN), version: undefined }];
      return (await partition.commit({ checks, writes: [marker, ...writes] })).ok;
    },
    write: async ({ uuid, shardId, version }, checkpoint) => {
      const checks = [{ space: CHECKPOINTS_SPACE, key: encodeKey(uuid, shardId), version }];
      const result = await partition.commit({ checks, writes: [putOf(uuid, shardId, checkpoint)] });
      return result.ok ? result.version : undefined;
    },
    forget: async (uuid) => {
      const writes = (await entriesOf(uuid)).map(({ key }): Write => ({
        kind: "remove",
        space: CHECKPOINTS_SPACE,
        key,
      }));
      if (writes.length > 0) await partition.commit({ writes });
    },
  };
}

const putOf = (uuid: string, shardId: string, checkpoint: Checkpoint): Write => ({
  kind: "put",
  space: CHECKPOINTS_SPACE,
  key: encodeKey(uuid, shardId),
  value: checkpointRows.encode(checkpoint),
});
