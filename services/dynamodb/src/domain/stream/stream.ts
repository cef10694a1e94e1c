import { createHash } from "node:crypto";
import { BUCKETS } from "../item/item-key.ts";
import type { KeySchema } from "../table/key-schema.ts";
import { lastSequenceNumber, writeSequenceNumber } from "./sequence-number.ts";
import type { StreamSettings } from "../table/table.ts";

/** A stream as it can be read: also of a table that is gone, and after it was disabled. */
export type Stream = StreamSettings & {
  readonly table: { readonly name: string; readonly id: string; readonly key: KeySchema };
  readonly disabledAt?: number;
};

/** A range of buckets, in the order of their changes, from one split of the table's shards to the next. */
export type Shard = {
  readonly id: string;
  readonly parentId: string | undefined;
  /** How often the shards had split when it began. */
  readonly splits: number;
  /** Among those that began with it, in the order of their buckets. */
  readonly index: number;
  readonly startsAt: number;
  /** When it was closed: no change is written to it any more. */
  readonly endedAt: number | undefined;
  readonly first: string;
  /** Of a shard that is closed. */
  readonly last: string | undefined;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
export const RETENTION_MS = 24 * 60 * 60 * 1000;

/** As often as this, all shards split in two: into 64 at most. */
export const MAX_SPLITS = 6;

/** Digits of the shard's index in its id, so that ids of one time sort by their buckets. */
const INDEX_DIGITS = 2;
const DIGEST_DIGITS = 6;
/** Of the time in a shard's id. */
const TIME_DIGITS = 20;

/** The shards of a stream that hold, or will hold, changes of the last 24 hours: parents first, sorted by their ids. */
export function shardsOf(stream: Stream, now: number): readonly Shard[] {
  const starts = [stream.enabledAt, ...(stream.splits ?? [])];
  return starts.flatMap((startsAt, splits) => {
    const endedAt = starts[splits + 1] ?? stream.disabledAt;
    if (endedAt !== undefined && endedAt + RETENTION_MS <= now) return [];
    return Array.from({ length: 2 ** splits }, (_, index) => ({
      id: shardId(stream, starts, { splits, index }),
      parentId: splits === 0 ? undefined : shardId(stream, starts, { splits: splits - 1, index: index >> 1 }),
      splits,
      index,
      startsAt,
      endedAt,
      first: writeSequenceNumber({ splits, version: 0n, index: 0 }),
      last: endedAt === undefined ? undefined : lastSequenceNumber(splits),
    }));
  });
}

/** Which shard a bucket's changes are in, among those that began together. */
export const shardIndexOf = (bucket: number, splits: number): number => Math.floor((bucket * 2 ** splits) / BUCKETS);

/** `shardId-00000001414576573621-f55eea83`: when it began, and which one. */
function shardId(
  { label, table }: Stream,
  starts: readonly number[],
  { index, splits }: Pick<Shard, "splits" | "index">,
): string {
  const digest = createHash("md5").update(`${table.id} ${label} ${splits}`).digest("hex").slice(0, DIGEST_DIGITS);
  const time = String(starts[splits]).padStart(TIME_DIGITS, "0");
  return `shardId-${time}-${index.toString(16).padStart(INDEX_DIGITS, "0")}${digest}`;
}
