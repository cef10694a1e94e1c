import { refusal } from "@skylab/service/testing";
import { expect, test } from "vitest";
import { newBucket } from "../testing/new-bucket.ts";
import { useS3 } from "../testing/use-s3.ts";
import { CreateBucket } from "./CreateBucket.ts";
import { GetBucketLogging } from "./GetBucketLogging.ts";
import { GetBucketNotificationConfiguration } from "./GetBucketNotificationConfiguration.ts";
import { GetBucketReplication } from "./GetBucketReplication.ts";
import { PutBucketLogging } from "./PutBucketLogging.ts";
import { PutBucketNotificationConfiguration } from "./PutBucketNotificationConfiguration.ts";
import { PutBucketReplication } from "./PutBucketReplication.ts";
import { PutBucketVersioning } from "./PutBucketVersioning.ts";

const s3 = useS3();

test("a log is written to a bucket that is there, of the same owner and region", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  const logs = await newBucket(s3());
  await call(CreateBucket, { Bucket: "logs-of-others" }, { account: "999999999999" });
  await call(CreateBucket, { Bucket: "logs-abroad", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } });
  const put = (TargetBucket: string): Promise<object> =>
    call(PutBucketLogging, {
      ...bucket,
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: "log/" } },
    });
  await put(logs.Bucket);
  expect(await call(GetBucketLogging, bucket)).toEqual({
    LoggingEnabled: { TargetBucket: logs.Bucket, TargetPrefix: "log/" },
  });
  expect(await refusal(put("nowhere"))).toBe(
    "InvalidTargetBucketForLogging: The target bucket for logging does not exist",
  );
  expect(await refusal(put("logs-of-others"))).toBe(
    "InvalidTargetBucketForLogging: The owner for the bucket to be logged and the target bucket must be the same.",
  );
  expect(await refusal(put("logs-abroad"))).toBe(
    "CrossLocationLoggingProhibitted: Cross S3 location logging not allowed.",
  );
  await call(PutBucketLogging, { ...bucket, BucketLoggingStatus: {} });
  expect(await call(GetBucketLogging, bucket)).toEqual({});
});

test("notifications are put, and taken away by none", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  const QueueArn = "arn:aws:sqs:us-east-1:111122223333:q";
  await call(PutBucketNotificationConfiguration, {
    ...bucket,
    NotificationConfiguration: { QueueConfigurations: [{ Id: "1", QueueArn, Events: ["s3:ObjectCreated:*"] }] },
    SkipDestinationValidation: true,
  });
  expect(await call(GetBucketNotificationConfiguration, bucket)).toEqual({
    QueueConfigurations: [{ Id: "1", QueueArn, Events: ["s3:ObjectCreated:*"] }],
  });
  await call(PutBucketNotificationConfiguration, { ...bucket, NotificationConfiguration: {} });
  expect(await call(GetBucketNotificationConfiguration, bucket)).toEqual({});
});

test("what replicates keeps versions, here and there", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  const destination = await newBucket(s3());
  const role = "arn:aws:iam::111122223333:role/replication";
  type Rule = Parameters<typeof PutBucketReplication>[0]["ReplicationConfiguration"]["Rules"][number];
  const rule = (more: Partial<Rule> = {}): Rule => ({
    ID: "1",
    Status: "Enabled",
    Priority: 1,
    Filter: { Prefix: "a/" },
    DeleteMarkerReplication: { Status: "Disabled" },
    Destination: { Bucket: `arn:aws:s3:::${destination.Bucket}` },
    ...more,
  });
  const put = (...Rules: Rule[]): Promise<object> =>
    call(PutBucketReplication, { ...bucket, ReplicationConfiguration: { Role: role, Rules } });
  expect(await refusal(put(rule()))).toBe(
    "InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication configuration",
  );
  await call(PutBucketVersioning, { ...bucket, VersioningConfiguration: { Status: "Enabled" } });
  expect(await refusal(put(rule()))).toBe("InvalidRequest: Destination bucket must have versioning enabled.");
  await call(PutBucketVersioning, { ...destination, VersioningConfiguration: { Status: "Enabled" } });
  await put(rule());
  expect(await call(GetBucketReplication, bucket)).toEqual({
    ReplicationConfiguration: { Role: role, Rules: [rule()] },
  });
  expect(
    await refusal(call(PutBucketVersioning, { ...bucket, VersioningConfiguration: { Status: "Suspended" } })),
  ).toMatch(/^InvalidBucketState: A replication configuration is present on this bucket/);
  const told = await Promise.all(
    [
      put(),
      put(rule({ Filter: undefined })),
      put(rule({ DeleteMarkerReplication: undefined })),
      put(rule({ Filter: { Tag: { Key: "a", Value: "" } }, DeleteMarkerReplication: { Status: "Enabled" } })),
      put(rule(), rule({ Priority: 2 })),
      put(rule(), rule({ ID: "2" })),
      put(rule({ Destination: { Bucket: "arn:aws:s3:::nowhere" } })),
      put(rule({ Destination: { Bucket: destination.Bucket } })),
    ].map(refusal),
  );
  expect(told.map((words) => words.split(":")[0])).toEqual([
    "MalformedXML",
    "MalformedXML",
    "InvalidRequest",
    "InvalidRequest",
    "InvalidArgument",
    "InvalidRequest",
    "InvalidRequest",
    "InvalidArgument",
  ]);
});
