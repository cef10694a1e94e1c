import type { Bucket } from "./domain/bucket.ts";
import { continuationToken, readContinuationToken } from "./domain/buckets/continuation-token.ts";
import type { ConfigurationKind } from "./store/listed-configurations.ts";
import type { S3Store } from "./store/store.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketMetricsConfigurations.html, and of the others the same. */
const PAGE_SIZE = 100;

type Page<Configuration> = {
  readonly IsTruncated: boolean;
  readonly ContinuationToken?: string;
  readonly NextContinuationToken?: string;
  readonly configurations: readonly Configuration[];
};

/** A page of a bucket's configurations of one kind, in the order of their ids. */
export async function configurationPage<Configuration extends { readonly Id: string | undefined }>(
  { listedConfigurations }: S3Store,
  bucket: Bucket,
  { kind, token }: { readonly kind: ConfigurationKind; readonly token: string | undefined },
): Promise<Page<Configuration>> {
  const after = readContinuationToken(token);
  const listed = await listedConfigurations.list<Configuration>(bucket, kind, { after, limit: PAGE_SIZE + 1 });
  const configurations = listed.slice(0, PAGE_SIZE);
  const isTruncated = listed.length > PAGE_SIZE;
  return {
    IsTruncated: isTruncated,
    ...(token !== undefined && { ContinuationToken: token }),
    ...(isTruncated && { NextContinuationToken: continuationToken(configurations.at(-1)?.Id ?? "") }),
    configurations,
  };
}
