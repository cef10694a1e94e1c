import type { Job } from "@skylab/service";
import type { DynamoStore } from "../store/store.ts";

const TURN_MS = 60_000;

/** AWS splits a partition, and the shard with it, at 10 GB; so a table of a test splits, too. */
const ITEMS_PER_SHARD = 100_000;

/** Splits the shards of streams as their tables grow. */
export const splitShards = ({ streams }: DynamoStore, itemsPerShard = ITEMS_PER_SHARD): Job => ({
  name: "dynamodb: split shards",
  everyMs: TURN_MS,
  single: true,
  run: (clock) => streams.splitFull(itemsPerShard, clock.now()),
});
