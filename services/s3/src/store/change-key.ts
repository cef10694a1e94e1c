import { takeTurns } from "@skylab/aws";
import { type Check, type Partition, type Records, type Refused, retryOnConflict, type Write } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import { openBucketState } from "./bucket-state.ts";
import { isHeard, type Occurrence, type Occurrences } from "./occurrences.ts";
import { contentsOf } from "./spaces.ts";

/** What is decided about a key: what is written if what was read is still so, what is told of it where anybody hears, and what it comes to. */
export type Decided<Result> = Changes & { readonly told?: () => Occurrence | undefined; readonly result: Result };

export type Changes = { readonly checks: readonly Check[]; readonly writes: readonly Write[] };

/**
 * Decides about a key of a bucket, and commits it: the versions of one key change one after the other. The decision is
 * asked again where another write came between, so it does nothing but read and decide.
 * @throws what the decision throws; AwsError NoSuchBucket where the bucket is deleted.
 */
export type ChangeKey = <Result>(
  bucket: Bucket,
  key: string,
  decide: (partition: Partition) => Promise<Decided<Result>>,
) => Promise<Result>;

export function openKeyChanges(records: Records, occurrences: Occurrences): ChangeKey {
  const state = openBucketState(records);
  const takeTurn = takeTurns();
  return (bucket, key, decide) => {
    const partition = records.partition(contentsOf(bucket));
    const attempt = async <Result>(
      decides: (from: Partition) => Promise<Decided<Result>>,
    ): Promise<Result | Refused> => {
      // Before anything is read: asked for afterwards, it would not tell of a deletion in between.
      const open = await state.check(bucket);
      const { checks, writes, told, result } = await decides(partition);
      if (writes.length === 0) return result;
      const occurrence = isHeard(bucket) ? told?.() : undefined;
      const tells = occurrence === undefined ? [] : occurrences.writes(bucket, occurrence);
      const committed = await partition.commit({ checks: [open, ...checks], writes: [...writes, ...tells] });
      if (committed.ok) {
        if (tells.length > 0) occurrences.committed(bucket);
        return result;
      }
      state.onRefused(bucket);
      return committed;
    };
    return takeTurn(`${bucket.id}/${key}`, () => retryOnConflict(() => attempt(decide)));
  };
}
