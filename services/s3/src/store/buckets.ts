import {
  allRows,
  decodeKey,
  encodeKey,
  keyAfter,
  keyTable,
  type Partition,
  prefixRange,
  readerOf,
  rememberRows,
  retryOnConflict,
  startsWithRange,
  transact,
} from "@skylab/records";
import { isBucketName } from "../domain/buckets/bucket-name.ts";
import type { Bucket } from "../domain/bucket.ts";
import { bucketRows } from "./bucket-rows.ts";
import { type BucketState, openBucketState } from "./bucket-state.ts";
import { listedConfigurations } from "./listed-configurations.ts";
import {
  CONTENTS_SPACES,
  contentsOf,
  CURRENT_SPACE,
  DIRECTORY,
  MARKERS_SPACE,
  NONCURRENT_SPACE,
  OWNED_SPACE,
} from "./spaces.ts";
import type { S3Engines } from "./engines.ts";

/** Which buckets there are, in all accounts and regions. */
export type Buckets = {
  /** A bucket as it is, or was less than a second ago where another replica has changed it since: every request reads one. */
  readonly find: (name: string) => Promise<Bucket | undefined>;
  /** A bucket as it is. */
  readonly read: (name: string) => Promise<Bucket | undefined>;
  /** Makes a bucket that takes writes at once; answers the one that bears the name already, where there is one. */
  readonly create: (bucket: Bucket) => Promise<Bucket | undefined>;
  /** Changes a bucket as it is now; `decide` may be asked again. `undefined` where there is none (any more). */
  readonly change: (name: string, decide: (current: Bucket) => Bucket) => Promise<Bucket | undefined>;
  /**
   * Deletes a bucket that holds nothing: no object, version, marker. False where it holds something. No write that was
   * answered is lost by it: see `BucketState`. Uploads that are under way end with it.
   */
  readonly remove: (bucket: Bucket) => Promise<boolean>;
  /** The buckets of an account, in one region or all, in the order of their names. */
  readonly list: (account: string, page: BucketPage) => Promise<readonly Bucket[]>;
  /** Whether an account has so many buckets. */
  readonly hasAsMany: (account: string, many: number) => Promise<boolean>;
  /** All buckets, for jobs. */
  readonly all: () => AsyncIterable<Bucket>;
};

export type BucketPage = {
  /** The buckets after this name; it need not be there any more. */
  readonly after?: string | undefined;
  readonly prefix?: string | undefined;
  readonly region?: string | undefined;
  readonly limit: number;
};

const owned = keyTable(OWNED_SPACE);

/** Buckets that are remembered. */
const MAX_REMEMBERED = 10_000;

export function openBuckets({ records }: Pick<S3Engines, "records">): Buckets {
  const directory = records.partition(DIRECTORY);
  const state = openBucketState(records);
  const rows = readerOf(directory);
  const find = rememberRows(directory, bucketRows, { most: MAX_REMEMBERED, make: (bucket) => bucket });
  const read = async (name: string): Promise<Bucket | undefined> =>
    isBucketName(name) ? rows.get(bucketRows, name) : undefined;
  return {
    read,
    find: async (name) => (isBucketName(name) ? await find(name) : undefined),
    create: (bucket) => create(directory, state, bucket),
    change: (name, decide) =>
      transact(directory, async (transaction) => {
        const current = await transaction.get(bucketRows, name);
        if (current === undefined) return undefined;
        const changed = decide(current);
        if (changed !== current) transaction.put(bucketRows, changed, name);
        return changed;
      }),
    remove: async (bucket) => {
      if (!(await removeContents(records.partition(contentsOf(bucket)), state, bucket))) return false;
      await forget(directory, bucket);
      return true;
    },
    list: (account, page) => list(directory, account, page),
    hasAsMany: async (account, many) => {
      // As a rule all accounts together have fewer, which costs nothing to know.
      if ((await directory.count(owned.space)) < many) return false;
      const counted = await directory.range(owned.space, { ...prefixRange(account), limit: many });
      return counted.length === many;
    },
    all: async function* () {
      for await (const { row } of allRows(rows, bucketRows)) yield row;
    },
  };
}

async function create(directory: Partition, state: BucketState, bucket: Bucket): Promise<Bucket | undefined> {
  // The contents come first: who finds the bucket may write at once.
  await state.begin(bucket);
  const existing = await transact(directory, async (transaction) => {
    const current = await transaction.get(bucketRows, bucket.name);
    if (current !== undefined) return current;
    transaction.put(bucketRows, bucket, bucket.name);
    transaction.put(owned, true, bucket.account, bucket.name);
    return undefined;
  });
  if (existing === undefined) return undefined;
  await state.end(bucket);
  if (await state.isThere(existing)) return existing;
  // A crash has cut its deletion short.
  await forget(directory, existing);
  return create(directory, state, bucket);
}

/** False where there are contents, which stay. */
const removeContents = (partition: Partition, state: BucketState, bucket: Bucket): Promise<boolean> =>
  retryOnConflict(async () => {
    const closed = await state.close(bucket);
    if (closed === undefined) return true;
    if (await holdsSomething(partition)) return false;
    const result = await partition.commit({
      checks: [closed],
      writes: CONTENTS_SPACES.map((space) => ({ kind: "drop", space })),
    });
    return result.ok || result;
  });

async function holdsSomething(partition: Partition): Promise<boolean> {
  for (const space of [CURRENT_SPACE, MARKERS_SPACE, NONCURRENT_SPACE]) {
    const [first] = await partition.range(space, { limit: 1 });
    if (first !== undefined) return true;
  }
  return false;
}

/** Takes a bucket whose contents are gone out of the directory. */
const forget = (directory: Partition, { id, name, account }: Bucket): Promise<void> =>
  transact(directory, async (transaction) => {
    const current = await transaction.get(bucketRows, name);
    if (current?.id !== id) return;
    transaction.remove(bucketRows, name);
    transaction.remove(owned, account, name);
    for await (const { key } of allRows(transaction, listedConfigurations, [id])) {
      transaction.remove(listedConfigurations, ...decodeKey(key));
    }
  });

async function list(directory: Partition, account: string, page: BucketPage): Promise<readonly Bucket[]> {
  const { from, to } = startsWithRange(account, page.prefix ?? "");
  const listed: Bucket[] = [];
  let next = page.after === undefined ? from : later(from, keyAfter(encodeKey(account, page.after)));
  while (listed.length < page.limit) {
    const names = await directory.range(owned.space, { from: next, to, limit: page.limit });
    const found = await directory.getMany(
      bucketRows.space,
      names.map(({ key }) => encodeKey(...decodeKey(key).slice(1))),
    );
    for (const row of found) {
      if (row === undefined) continue; // deleted between the two reads
      const bucket = bucketRows.decode(row.value);
      if (page.region === undefined || page.region === bucket.region) listed.push(bucket);
    }
    const last = names.at(-1);
    if (last === undefined || names.length < page.limit) break;
    next = keyAfter(last.key);
  }
  return listed.slice(0, page.limit);
}

const later = (one: Uint8Array, other: Uint8Array): Uint8Array => (Buffer.compare(one, other) > 0 ? one : other);
