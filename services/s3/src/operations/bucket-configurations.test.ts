import { refusal } from "@skylab/service/testing";
import { expect, test } from "vitest";
import { MALFORMED, newBucket } from "../testing/new-bucket.ts";
import { useS3 } from "../testing/use-s3.ts";
import { CreateBucket } from "./CreateBucket.ts";
import { DeleteBucketCors } from "./DeleteBucketCors.ts";
import { DeleteBucketEncryption } from "./DeleteBucketEncryption.ts";
import { DeleteBucketLifecycle } from "./DeleteBucketLifecycle.ts";
import { DeleteBucketOwnershipControls } from "./DeleteBucketOwnershipControls.ts";
import { DeleteBucketReplication } from "./DeleteBucketReplication.ts";
import { DeleteBucketTagging } from "./DeleteBucketTagging.ts";
import { DeleteBucketWebsite } from "./DeleteBucketWebsite.ts";
import { DeletePublicAccessBlock } from "./DeletePublicAccessBlock.ts";
import { GetBucketAbac } from "./GetBucketAbac.ts";
import { GetBucketAccelerateConfiguration } from "./GetBucketAccelerateConfiguration.ts";
import { GetBucketCors } from "./GetBucketCors.ts";
import { GetBucketEncryption } from "./GetBucketEncryption.ts";
import { GetBucketLifecycleConfiguration } from "./GetBucketLifecycleConfiguration.ts";
import { GetBucketLogging } from "./GetBucketLogging.ts";
import { GetBucketNotificationConfiguration } from "./GetBucketNotificationConfiguration.ts";
import { GetBucketOwnershipControls } from "./GetBucketOwnershipControls.ts";
import { GetBucketReplication } from "./GetBucketReplication.ts";
import { GetBucketRequestPayment } from "./GetBucketRequestPayment.ts";
import { GetBucketTagging } from "./GetBucketTagging.ts";
import { GetBucketVersioning } from "./GetBucketVersioning.ts";
import { GetBucketWebsite } from "./GetBucketWebsite.ts";
import { GetObjectLockConfiguration } from "./GetObjectLockConfiguration.ts";
import { GetPublicAccessBlock } from "./GetPublicAccessBlock.ts";
import { PutBucketAbac } from "./PutBucketAbac.ts";
import { PutBucketAccelerateConfiguration } from "./PutBucketAccelerateConfiguration.ts";
import { PutBucketEncryption } from "./PutBucketEncryption.ts";
import { PutBucketLifecycleConfiguration } from "./PutBucketLifecycleConfiguration.ts";
import { PutBucketOwnershipControls } from "./PutBucketOwnershipControls.ts";
import { PutBucketRequestPayment } from "./PutBucketRequestPayment.ts";
import { PutBucketTagging } from "./PutBucketTagging.ts";
import { PutBucketVersioning } from "./PutBucketVersioning.ts";
import { PutPublicAccessBlock } from "./PutPublicAccessBlock.ts";

const s3 = useS3();

test("what was never put is not there, in words of its own each", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  const absent = await Promise.all(
    [
      call(GetBucketCors, bucket),
      call(GetBucketWebsite, bucket),
      call(GetBucketTagging, bucket),
      call(GetBucketLifecycleConfiguration, bucket),
      call(GetBucketReplication, bucket),
      call(GetObjectLockConfiguration, bucket),
    ].map(refusal),
  );
  expect(absent).toEqual([
    "NoSuchCORSConfiguration: The CORS configuration does not exist",
    "NoSuchWebsiteConfiguration: The specified bucket does not have a website configuration",
    "NoSuchTagSet: The TagSet does not exist",
    "NoSuchLifecycleConfiguration: The lifecycle configuration does not exist",
    "ReplicationConfigurationNotFoundError: The replication configuration was not found",
    "ObjectLockConfigurationNotFoundError: Object Lock configuration does not exist for this bucket",
  ]);
  expect(await call(GetBucketVersioning, bucket)).toEqual({ Status: undefined });
  expect(await call(GetBucketLogging, bucket)).toEqual({});
  expect(await call(GetBucketNotificationConfiguration, bucket)).toEqual({});
  expect(await call(GetBucketAccelerateConfiguration, bucket)).toEqual({ Status: undefined });
  expect(await call(GetBucketRequestPayment, bucket)).toEqual({ Payer: "BucketOwner" });
  expect(await call(GetBucketAbac, bucket)).toEqual({ AbacStatus: { Status: "Disabled" } });
});

test("what is deleted is gone, also when nothing was there, and nothing else is", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  await call(PutBucketTagging, { ...bucket, Tagging: { TagSet: [{ Key: "a", Value: "" }] } });
  await call(PutBucketEncryption, {
    ...bucket,
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }] },
  });
  for (let time = 0; time < 2; time++) {
    await call(DeleteBucketCors, bucket);
    await call(DeleteBucketWebsite, bucket);
    await call(DeleteBucketLifecycle, bucket);
    await call(DeleteBucketReplication, bucket);
    await call(DeleteBucketOwnershipControls, bucket);
    await call(DeletePublicAccessBlock, bucket);
    await call(DeleteBucketEncryption, bucket);
  }
  expect(await refusal(call(GetBucketOwnershipControls, bucket))).toBe(
    "OwnershipControlsNotFoundError: The bucket ownership controls were not found",
  );
  expect(await refusal(call(GetPublicAccessBlock, bucket))).toBe(
    "NoSuchPublicAccessBlockConfiguration: The public access block configuration was not found",
  );
  expect(await call(GetBucketEncryption, bucket)).toEqual({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
    },
  });
  expect(await call(GetBucketTagging, bucket)).toEqual({ TagSet: [{ Key: "a", Value: "" }] });
  await call(DeleteBucketTagging, bucket);
  expect(await refusal(call(GetBucketTagging, bucket))).toMatch(/^NoSuchTagSet/);
});

test("a bucket that is not there has no configuration to change", async () => {
  const { call } = s3();
  const bucket = { Bucket: "not-there" };
  const told = await Promise.all(
    [
      call(GetBucketCors, bucket),
      call(DeleteBucketCors, bucket),
      call(PutBucketVersioning, { ...bucket, VersioningConfiguration: { Status: "Enabled" } }),
    ].map(refusal),
  );
  expect(new Set(told)).toEqual(new Set(["NoSuchBucket: The specified bucket does not exist"]));
});

const tag = (Key: string, Value = ""): { readonly Key: string; readonly Value: string } => ({ Key, Value });

test("tags have rules, and an empty set is none", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  const put = (...TagSet: { readonly Key: string; readonly Value: string }[]): Promise<object> =>
    call(PutBucketTagging, { ...bucket, Tagging: { TagSet } });
  await put(tag("größe", "1 + 1 = 2"), tag("a:b/c@d"));
  expect(await call(GetBucketTagging, bucket)).toEqual({ TagSet: [tag("größe", "1 + 1 = 2"), tag("a:b/c@d")] });
  const told = await Promise.all(
    [
      put(tag("a"), tag("a")),
      put(tag("aws:a")),
      put(tag("a!")),
      put(tag("k".repeat(129))),
      put(tag("a", "!")),
      put(tag("a", "v".repeat(257))),
      put(...Array.from({ length: 51 }, (_, n) => tag(`k${n}`))),
    ].map(refusal),
  );
  expect(told).toEqual([
    "InvalidTag: Cannot provide multiple Tags with the same key",
    "InvalidTag: System tags cannot be added/updated by requester",
    "InvalidTag: The TagKey you have provided is invalid",
    "InvalidTag: The TagKey you have provided is invalid",
    "InvalidTag: The TagValue you have provided is invalid",
    "InvalidTag: The TagValue you have provided is invalid",
    "BadRequest: Bucket tag count cannot be greater than 50",
  ]);
  await put();
  expect(await refusal(call(GetBucketTagging, bucket))).toMatch(/^NoSuchTagSet/);
});

test("lifecycle rules come back as they were put, dates as dates", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  const rule = {
    ID: "dated",
    Status: "Enabled",
    Filter: { Prefix: "a/" },
    Expiration: { Date: new Date("2031-01-01T00:00:00Z") },
    Transitions: [{ Date: new Date("2030-01-01T00:00:00Z"), StorageClass: "GLACIER" }],
  } as const;
  const put = await call(PutBucketLifecycleConfiguration, {
    ...bucket,
    LifecycleConfiguration: { Rules: [{ ...rule, Transitions: [...rule.Transitions] }] },
  });
  expect(put).toEqual({ TransitionDefaultMinimumObjectSize: "all_storage_classes_128K" });
  expect(await call(GetBucketLifecycleConfiguration, bucket)).toEqual({
    Rules: [rule],
    TransitionDefaultMinimumObjectSize: "all_storage_classes_128K",
  });
});

test("switches are kept as they are set", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  await call(PutBucketAccelerateConfiguration, { ...bucket, AccelerateConfiguration: { Status: "Enabled" } });
  await call(PutBucketRequestPayment, { ...bucket, RequestPaymentConfiguration: { Payer: "Requester" } });
  await call(PutBucketAbac, { ...bucket, AbacStatus: { Status: "Enabled" } });
  await call(PutBucketOwnershipControls, {
    ...bucket,
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] },
  });
  await call(PutPublicAccessBlock, { ...bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
  expect(await call(GetBucketAccelerateConfiguration, bucket)).toEqual({ Status: "Enabled" });
  expect(await call(GetBucketRequestPayment, bucket)).toEqual({ Payer: "Requester" });
  expect(await call(GetBucketAbac, bucket)).toEqual({ AbacStatus: { Status: "Enabled" } });
  expect(await call(GetPublicAccessBlock, bucket)).toEqual({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    },
  });
});

test("switches that mean nothing are refused", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  await call(CreateBucket, { Bucket: "with.dots" });
  const enabled = { AccelerateConfiguration: { Status: "Enabled" } } as const;
  expect(await refusal(call(PutBucketAccelerateConfiguration, { Bucket: "with.dots", ...enabled }))).toBe(
    "InvalidRequest: S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
  );
  expect(await refusal(call(PutBucketOwnershipControls, { ...bucket, OwnershipControls: { Rules: [] } }))).toBe(
    MALFORMED,
  );
  expect(await refusal(call(PutPublicAccessBlock, { ...bucket, PublicAccessBlockConfiguration: {} }))).toBe(
    "InvalidRequest: Must specify at least one configuration.",
  );
});
