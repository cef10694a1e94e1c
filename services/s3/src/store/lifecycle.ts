import { createHash } from "node:crypto";
import { encodeKey, jsonTable } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import type { Noncurrent } from "../domain/lifecycle/transition.ts";
import type { Placed } from "../domain/lifecycle/due-actions.ts";
import { openBucketState } from "./bucket-state.ts";
import type { ListedVersion, Listings } from "./listings.ts";
import { contentsOf, LIFECYCLE_SPACE } from "./spaces.ts";
import type { S3Engines } from "./engines.ts";
import type { Upload } from "./uploads.ts";

/** What lifecycle rules go through, and when they were run last. */
export type Lifecycle = {
  /** Whether a bucket's rules, as they are, have been run at a midnight, in milliseconds since the epoch. */
  readonly hasRun: (bucket: Bucket, midnight: number) => Promise<boolean>;
  readonly ran: (bucket: Bucket, midnight: number) => Promise<void>;
  /** All versions of the keys that begin so, a page at a time: what is done to those of a page may be. */
  readonly versions: (bucket: Bucket, prefix: string) => AsyncGenerator<readonly Placed[]>;
  /** All uploads that are neither completed nor aborted. */
  readonly uploads: (bucket: Bucket, prefix: string) => AsyncGenerator<readonly Upload[]>;
  /** Whether a key has one version, or marker, and no other. */
  readonly isAlone: (bucket: Bucket, key: string) => Promise<boolean>;
};

/** By which rules, known by their digest. */
type LifecycleRun = { readonly midnight: number; readonly rules: string };

const runs = jsonTable<LifecycleRun>(LIFECYCLE_SPACE);

/** The only one of a bucket. */
const RUN_KEY = encodeKey(null);

/** So many are read at a time: 500 versions are some milliseconds of work. */
const PAGE = 500;

export function openLifecycle({ records }: Pick<S3Engines, "records">, listings: Listings): Lifecycle {
  const state = openBucketState(records);
  return {
    hasRun: async (bucket, midnight) => {
      const found = await records.partition(contentsOf(bucket)).get(LIFECYCLE_SPACE, RUN_KEY);
      const run = found && runs.decode(found.value);
      return run?.midnight === midnight && run.rules === digestOf(bucket);
    },
    ran: async (bucket, midnight) => {
      const value = runs.encode({ midnight, rules: digestOf(bucket) });
      // Where the bucket is deleted meanwhile nothing is written.
      await records.partition(contentsOf(bucket)).commit({
        checks: [await state.check(bucket)],
        writes: [{ kind: "put", space: LIFECYCLE_SPACE, key: RUN_KEY, value }],
      });
    },
    versions: (bucket, prefix) => versions(listings, bucket, prefix),
    uploads: (bucket, prefix) => uploads(listings, bucket, prefix),
    isAlone: async (bucket, key) => {
      const { entries } = await listings.versions(bucket, { prefix: key, delimiter: "", after: "", limit: 2 });
      return entries.filter(({ version }) => version.key === key).length === 1;
    },
  };
}

const digestOf = ({ configurations: { lifecycle } }: Bucket): string =>
  createHash("md5")
    .update(JSON.stringify(lifecycle) ?? "")
    .digest("hex");

async function* versions(listings: Listings, bucket: Bucket, prefix: string): AsyncGenerator<readonly Placed[]> {
  let held: Placed | undefined;
  let after = "";
  let versionIdMarker: string | undefined;
  for (;;) {
    const { entries, isTruncated } = await listings.versions(bucket, {
      prefix,
      delimiter: "",
      after,
      versionIdMarker,
      limit: PAGE,
    });
    const placed: Placed[] = held === undefined ? [] : [held];
    for (const entry of entries) placed.push(place(entry, placed.at(-1)));
    // Whether the last one is alone the next page tells.
    held = isTruncated ? placed.pop() : undefined;
    yield placed.map((one, index) => withNeighbours(one, placed[index + 1] ?? held));
    if (held === undefined) return;
    after = held.version.key;
    versionIdMarker = held.version.versionId;
  }
}

const place = ({ version, isLatest }: ListedVersion, before: Placed | undefined): Placed => ({
  version,
  ...(!isLatest && { noncurrent: noncurrentAfter(version.key, before) }),
  isAlone: false,
});

/** Since when and behind how many a version is not current, by the one that took its place. */
function noncurrentAfter(key: string, before: Placed | undefined): Noncurrent {
  // What took its place came or went while the page was read: the next run will see.
  if (before?.version.key !== key) return { since: Infinity, newer: 0 };
  const newer = before.noncurrent === undefined ? 0 : before.noncurrent.newer + 1;
  return { since: before.version.lastModified, newer };
}

const withNeighbours = ({ version, noncurrent }: Placed, next: Placed | undefined): Placed =>
  noncurrent === undefined
    ? { version, isAlone: next?.version.key !== version.key }
    : { version, noncurrent, isAlone: false };

async function* uploads(listings: Listings, bucket: Bucket, prefix: string): AsyncGenerator<readonly Upload[]> {
  let after = "";
  let uploadIdMarker: string | undefined;
  for (;;) {
    const asked = { prefix, delimiter: "", after, uploadIdMarker, limit: PAGE };
    const { entries, isTruncated } = await listings.uploads(bucket, asked);
    yield entries;
    const last = entries.at(-1);
    if (!isTruncated || last === undefined) return;
    after = last.key;
    uploadIdMarker = last.id;
  }
}
