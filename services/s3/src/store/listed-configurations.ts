import { encodeKey, jsonTable, prefixRange, readerOf, transact } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import { noSuchBucket } from "../domain/errors.ts";
import { bucketRows } from "./bucket-rows.ts";
import { DIRECTORY, LISTED_CONFIGURATIONS_SPACE } from "./spaces.ts";
import type { S3Engines } from "./engines.ts";

/** Configurations of which a bucket has many, each with an id: analytics, inventory, metrics, intelligent tiering. */
export type ListedConfigurations = {
  readonly find: <Configuration>(
    bucket: Bucket,
    kind: ConfigurationKind,
    id: string,
  ) => Promise<Configuration | undefined>;
  /** False where the bucket has as many of this kind as it may have, and none of this id. */
  readonly put: (bucket: Bucket, kind: ConfigurationKind, configuration: { readonly Id: string }) => Promise<boolean>;
  /** False where there was none. */
  readonly remove: (bucket: Bucket, kind: ConfigurationKind, id: string) => Promise<boolean>;
  readonly list: <Configuration>(
    bucket: Bucket,
    kind: ConfigurationKind,
    page: { readonly after?: string | undefined; readonly limit: number },
  ) => Promise<readonly Configuration[]>;
};

export type ConfigurationKind = "analytics" | "inventory" | "metrics" | "intelligentTiering";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html, and of the others the same. */
const MAX_OF_A_KIND = 1000;

/** By the bucket's id, kind and id. */
export const listedConfigurations = jsonTable<{ readonly Id: string }>(LISTED_CONFIGURATIONS_SPACE);

export function openListedConfigurations({ records }: Pick<S3Engines, "records">): ListedConfigurations {
  const directory = records.partition(DIRECTORY);
  const rows = readerOf(directory);
  return {
    find: async <Configuration>(bucket: Bucket, kind: ConfigurationKind, id: string) => {
      const found = await rows.get(listedConfigurations, bucket.id, kind, id);
      return found as Configuration | undefined; // as: each kind is put by one operation alone.
    },
    put: (bucket, kind, configuration) =>
      transact(directory, async (transaction) => {
        // Read so that nothing is put to a bucket that is deleted meanwhile.
        const current = await transaction.get(bucketRows, bucket.name);
        if (current?.id !== bucket.id) throw noSuchBucket(bucket.name);
        const key = [bucket.id, kind, configuration.Id] as const;
        if ((await transaction.get(listedConfigurations, ...key)) === undefined) {
          const range = { ...prefixRange(bucket.id, kind), limit: MAX_OF_A_KIND };
          const all = await directory.range(LISTED_CONFIGURATIONS_SPACE, range);
          if (all.length === MAX_OF_A_KIND) return false;
        }
        transaction.put(listedConfigurations, configuration, ...key);
        return true;
      }),
    remove: (bucket, kind, id) =>
      transact(directory, async (transaction) => {
        const found = await transaction.get(listedConfigurations, bucket.id, kind, id);
        if (found !== undefined) transaction.remove(listedConfigurations, bucket.id, kind, id);
        return found !== undefined;
      }),
    list: async <Configuration>(
      bucket: Bucket,
      kind: ConfigurationKind,
      { after, limit }: { readonly after?: string | undefined; readonly limit: number },
    ) => {
      const key = after === undefined ? undefined : encodeKey(bucket.id, kind, after);
      const listed = await rows.list(listedConfigurations, { prefix: [bucket.id, kind], after: key, limit });
      return listed.map(({ row }) => row as Configuration); // as: above
    },
  };
}
