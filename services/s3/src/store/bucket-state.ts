import { BoundedMap } from "@skylab/aws";
import {
  type Check,
  encodeKey,
  jsonTable,
  type Partition,
  type Records,
  type Refused,
  retryOnConflict,
  type Write,
} from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import { noSuchBucket } from "../domain/errors.ts";
import { contentsOf, STATE_SPACE } from "./spaces.ts";

/**
 * Whether buckets take writes. A deletion closes its bucket, looks whether it is empty, and takes the contents away if
 * they are still closed. Who wants to write opens the bucket again, so that a deletion that is under way looks anew:
 * neither waits for the other, and what one that found something, or a crash, leaves closed the next write opens.
 */
export type BucketState = {
  /**
   * What every commit into a bucket checks beside its own: that the bucket was not deleted, nor found empty, meanwhile.
   * Remembered, as it changes by deletions only.
   * @throws AwsError NoSuchBucket where it is deleted.
   */
  readonly check: (bucket: Bucket) => Promise<Check>;
  /** To be told of every commit that was refused: the next check is not a remembered one. */
  readonly onRefused: (bucket: Bucket) => void;
  /** Makes the contents of a new bucket; before it, they count as deleted. */
  readonly begin: (bucket: Bucket) => Promise<void>;
  /** Takes them away again: another bucket bears the name. */
  readonly end: (bucket: Bucket) => Promise<void>;
  /** False where they are deleted. */
  readonly isThere: (bucket: Bucket) => Promise<boolean>;
  /** Refuses all writes that are under way. Answers what the deletion checks; `undefined` where it is deleted already. */
  readonly close: (bucket: Bucket) => Promise<Check | undefined>;
};

type State = "open" | "closing";

const states = jsonTable<State>(STATE_SPACE);

const { space } = states;

/** The only one. */
const key = encodeKey(null);

/** Buckets whose state is remembered. */
const MAX_REMEMBERED = 10_000;

export function openBucketState(records: Records): BucketState {
  const known = new BoundedMap<string, Remembered>(MAX_REMEMBERED);
  const contents = (bucket: Bucket): Partition => records.partition(contentsOf(bucket));
  const rememberedOf = (bucket: Bucket): Remembered => known.get(bucket.id, () => ({ check: undefined }));

  const read = async (bucket: Bucket): Promise<Check> => {
    const check = await settle(contents(bucket), "open");
    if (check === undefined) throw noSuchBucket(bucket.name);
    return check;
  };
  return {
    check: async (bucket) => {
      const remembered = rememberedOf(bucket);
      remembered.check ??= read(bucket);
      const reading = remembered.check;
      try {
        return await reading;
      } catch (error) {
        if (remembered.check === reading) remembered.check = undefined;
        throw error;
      }
    },
    onRefused: (bucket) => {
      rememberedOf(bucket).check = undefined;
    },
    begin: async (bucket) => {
      await contents(bucket).commit({ writes: [stateWrite("open")] });
    },
    end: async (bucket) => {
      await contents(bucket).commit({ writes: [{ kind: "drop", space }] });
    },
    isThere: async (bucket) => (await contents(bucket).get(space, key)) !== undefined,
    close: (bucket) => settle(contents(bucket), "closing"),
  };
}

/** Read once for all who write at the same time. */
type Remembered = { check: Promise<Check> | undefined };

/** Sees to it that the state is this one, and answers the check of it; `undefined`: there is no state any more. */
const settle = (partition: Partition, wanted: State): Promise<Check | undefined> =>
  retryOnConflict(async (): Promise<Check | Refused | undefined> => {
    const found = await partition.get(space, key);
    if (found === undefined) return undefined;
    if (states.decode(found.value) === wanted) return { space, key, version: found.version };
    const result = await partition.commit({
      checks: [{ space, key, version: found.version }],
      writes: [stateWrite(wanted)],
    });
    return result.ok ? { space, key, version: result.version } : result;
  });

const stateWrite = (state: State): Write => ({ kind: "put", space, key, value: states.encode(state) });
