import { encodeKey, prefixRange } from "@skylab/records";
import { refusal } from "@skylab/service/testing";
import { expect, test } from "vitest";
import { listedConfigurations } from "../store/listed-configurations.ts";
import { DIRECTORY } from "../store/spaces.ts";
import { useS3 } from "../testing/use-s3.ts";
import { CreateBucket } from "./CreateBucket.ts";
import { DeleteBucket } from "./DeleteBucket.ts";
import { DeleteBucketMetricsConfiguration } from "./DeleteBucketMetricsConfiguration.ts";
import { GetBucketAnalyticsConfiguration } from "./GetBucketAnalyticsConfiguration.ts";
import { GetBucketIntelligentTieringConfiguration } from "./GetBucketIntelligentTieringConfiguration.ts";
import { GetBucketInventoryConfiguration } from "./GetBucketInventoryConfiguration.ts";
import { GetBucketMetricsConfiguration } from "./GetBucketMetricsConfiguration.ts";
import { ListBucketAnalyticsConfigurations } from "./ListBucketAnalyticsConfigurations.ts";
import { ListBucketIntelligentTieringConfigurations } from "./ListBucketIntelligentTieringConfigurations.ts";
import { ListBucketInventoryConfigurations } from "./ListBucketInventoryConfigurations.ts";
import { ListBucketMetricsConfigurations } from "./ListBucketMetricsConfigurations.ts";
import { PutBucketAnalyticsConfiguration } from "./PutBucketAnalyticsConfiguration.ts";
import { PutBucketIntelligentTieringConfiguration } from "./PutBucketIntelligentTieringConfiguration.ts";
import { PutBucketInventoryConfiguration } from "./PutBucketInventoryConfiguration.ts";
import { PutBucketMetricsConfiguration } from "./PutBucketMetricsConfiguration.ts";

const s3 = useS3();

async function newBucket(name: string): Promise<{ readonly Bucket: string }> {
  await s3().call(CreateBucket, { Bucket: name });
  return { Bucket: name };
}

const MALFORMED =
  "MalformedXML: The XML you provided was not well-formed or did not validate against our published schema";

test("each kind is put, got and listed for itself", async () => {
  const { call } = s3();
  const bucket = await newBucket("each-kind");
  const input = { ...bucket, Id: "one" };
  const analytics = { Id: "one", Filter: { Prefix: "a/" }, StorageClassAnalysis: {} };
  const metrics = { Id: "one" };
  const tiering = {
    Id: "one",
    Status: "Enabled" as const,
    Tierings: [{ AccessTier: "ARCHIVE_ACCESS" as const, Days: 90 }],
  };
  const inventory = {
    Id: "one",
    IsEnabled: true,
    IncludedObjectVersions: "All" as const,
    Destination: { S3BucketDestination: { Bucket: "arn:aws:s3:::reports", Format: "CSV" as const } },
    Schedule: { Frequency: "Daily" as const },
  };
  await call(PutBucketAnalyticsConfiguration, { ...input, AnalyticsConfiguration: analytics });
  await call(PutBucketMetricsConfiguration, { ...input, MetricsConfiguration: metrics });
  await call(PutBucketIntelligentTieringConfiguration, { ...input, IntelligentTieringConfiguration: tiering });
  await call(PutBucketInventoryConfiguration, { ...input, InventoryConfiguration: inventory });
  expect(await call(GetBucketAnalyticsConfiguration, input)).toEqual({ AnalyticsConfiguration: analytics });
  expect(await call(GetBucketMetricsConfiguration, input)).toEqual({ MetricsConfiguration: metrics });
  expect(await call(GetBucketIntelligentTieringConfiguration, input)).toEqual({
    IntelligentTieringConfiguration: tiering,
  });
  expect(await call(GetBucketInventoryConfiguration, input)).toEqual({ InventoryConfiguration: inventory });
  expect(await call(ListBucketAnalyticsConfigurations, bucket)).toEqual({
    IsTruncated: false,
    AnalyticsConfigurationList: [analytics],
  });
  expect(await call(ListBucketInventoryConfigurations, bucket)).toMatchObject({
    InventoryConfigurationList: [inventory],
  });
  expect(await call(ListBucketIntelligentTieringConfigurations, bucket)).toMatchObject({
    IntelligentTieringConfigurationList: [tiering],
  });
});

test("a hundred are a page, in the order of their ids; one that is put again takes the place of the other", async () => {
  const { call } = s3();
  const bucket = await newBucket("many-metrics");
  const ids = Array.from({ length: 101 }, (_, n) => `m${String(n).padStart(3, "0")}`);
  for (const Id of [...ids, "m000"]) {
    await call(PutBucketMetricsConfiguration, { ...bucket, Id, MetricsConfiguration: { Id } });
  }
  const first = await call(ListBucketMetricsConfigurations, bucket);
  expect(first.MetricsConfigurationList?.map(({ Id: id }) => id)).toEqual(ids.slice(0, 100));
  expect(first.IsTruncated).toBe(true);
  const second = await call(ListBucketMetricsConfigurations, {
    ...bucket,
    ContinuationToken: first.NextContinuationToken,
  });
  expect(second).toEqual({
    IsTruncated: false,
    ContinuationToken: first.NextContinuationToken,
    MetricsConfigurationList: [{ Id: "m100" }],
  });
});

test("a thousand of a kind are all that a bucket may have", async () => {
  const { call, store, engines } = s3();
  const input = await newBucket("thousand-metrics");
  const { id: bucketId = "" } = (await store.buckets.find(input.Bucket)) ?? {};
  const { space, encode } = listedConfigurations;
  await engines.records.partition(DIRECTORY).commit({
    writes: Array.from({ length: 1000 }, (_, n) => ({
      kind: "put" as const,
      space,
      key: encodeKey(bucketId, "metrics", `m${n}`),
      value: encode({ Id: `m${n}` }),
    })),
  });
  const put = (Id: string): Promise<object> =>
    call(PutBucketMetricsConfiguration, { ...input, Id, MetricsConfiguration: { Id } });
  expect(await refusal(put("more"))).toMatch(/^TooManyConfigurations: .*1,000-configuration limit/);
  await put("m7");
});

test("what is not there is not got, nor deleted twice; nor does it outlive its bucket", async () => {
  const { call, store, engines } = s3();
  const bucket = await newBucket("short-lived");
  const input = { ...bucket, Id: "one" };
  const absent = "NoSuchConfiguration: The specified configuration does not exist.";
  expect(await refusal(call(GetBucketMetricsConfiguration, input))).toBe(absent);
  await call(PutBucketMetricsConfiguration, { ...input, MetricsConfiguration: { Id: "one" } });
  await call(DeleteBucketMetricsConfiguration, input);
  expect(await refusal(call(DeleteBucketMetricsConfiguration, input))).toBe(absent);
  await call(PutBucketMetricsConfiguration, { ...input, MetricsConfiguration: { Id: "one" } });
  const { id: bucketId = "" } = (await store.buckets.find(bucket.Bucket)) ?? {};
  await call(DeleteBucket, bucket);
  const directory = engines.records.partition(DIRECTORY);
  expect(await directory.range(listedConfigurations.space, { ...prefixRange(bucketId), limit: 1 })).toEqual([]);
  await newBucket("short-lived");
  expect(await refusal(call(GetBucketMetricsConfiguration, input))).toBe(absent);
});

test("what AWS cannot go by is refused", async () => {
  const { call } = s3();
  const bucket = await newBucket("refused-kinds");
  const input = { ...bucket, Id: "one" };
  const both = { Prefix: "a", Tag: { Key: "b", Value: "" } } as never; // as: the SDK's own types refuse it, too.
  const put = (tiering: { readonly Days: number }[]): Promise<object> =>
    call(PutBucketIntelligentTieringConfiguration, {
      ...input,
      IntelligentTieringConfiguration: {
        Id: "one",
        Status: "Enabled",
        Tierings: tiering.map(({ Days }) => ({ AccessTier: "ARCHIVE_ACCESS" as const, Days })),
      },
    });
  const told = await Promise.all(
    [
      call(PutBucketMetricsConfiguration, { ...input, MetricsConfiguration: { Id: "two" } }),
      call(PutBucketMetricsConfiguration, { ...input, MetricsConfiguration: { Id: "one", Filter: both } }),
      call(PutBucketMetricsConfiguration, { ...input, MetricsConfiguration: { Id: "one", Filter: { And: {} } } }),
      put([]),
      put([{ Days: 90 }, { Days: 91 }]),
      put([{ Days: 89 }]),
      call(PutBucketInventoryConfiguration, {
        ...input,
        InventoryConfiguration: {
          Id: "one",
          IsEnabled: true,
          IncludedObjectVersions: "All",
          Destination: { S3BucketDestination: { Bucket: "reports", Format: "CSV" } },
          Schedule: { Frequency: "Daily" },
        },
      }),
    ].map(refusal),
  );
  expect(told).toEqual([
    "IdMismatch: Document ID does not match the specified configuration ID.",
    MALFORMED,
    MALFORMED,
    MALFORMED,
    MALFORMED,
    "InvalidArgument: 'Days' for ARCHIVE_ACCESS must be between 90 and 730",
    "InvalidS3DestinationBucket: Invalid bucket ARN.",
  ]);
});
