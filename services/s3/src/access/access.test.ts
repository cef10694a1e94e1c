import type { Call, Permission } from "@skylab/service";
import { describe, expect, it } from "vitest";
import { access } from "../access.ts";
import type { S3Operations } from "../operation.ts";
import { makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";

const s3 = useS3();

type Name = keyof S3Operations;

/** What an operation needs, by its actions and the resources: `s3:GetObject on bucket/key`. */
async function needs<Of extends Name>(operation: Of, input: S3Operations[Of]["input"]): Promise<readonly string[]> {
  const rule = access[operation];
  if ("free" in rule) return [];
  const { call, store } = s3();
  const needed: Permission[] = [];
  await call(
    async (_: object, made: Call) => {
      needed.push({ action: rule.action, ...(await rule.on(input, made, store)) });
      needed.push(...((await rule.also?.(input, made, store)) ?? []));
    },
    {},
    { arn: "arn:aws:iam::111122223333:user/alice" },
  );
  return needed.map(({ action, resource }) => `${action} on ${resource.replace("arn:aws:s3:::", "")}`);
}

describe("what operations need", () => {
  it.each<[Name, string]>([
    ["DeleteBucket", "s3:DeleteBucket"],
    ["DeleteBucketCors", "s3:PutBucketCORS"],
    ["DeleteBucketEncryption", "s3:PutEncryptionConfiguration"],
    ["DeleteBucketLifecycle", "s3:PutLifecycleConfiguration"],
    ["DeleteBucketPolicy", "s3:DeleteBucketPolicy"],
    ["DeleteBucketTagging", "s3:PutBucketTagging"],
    ["DeleteBucketWebsite", "s3:DeleteBucketWebsite"],
    ["GetBucketLocation", "s3:GetBucketLocation"],
    ["GetBucketNotificationConfiguration", "s3:GetBucketNotification"],
    ["GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"],
    ["HeadBucket", "s3:ListBucket"],
    ["ListBucketMetricsConfigurations", "s3:GetMetricsConfiguration"],
    ["ListMultipartUploads", "s3:ListBucketMultipartUploads"],
    ["ListObjects", "s3:ListBucket"],
    ["ListObjectsV2", "s3:ListBucket"],
    ["ListObjectVersions", "s3:ListBucketVersions"],
    ["PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
  ])("%s of a bucket: %s", async (operation, action) => {
    const { name } = await makeBucket(s3());
    expect(await needs(operation, { Bucket: name })).toEqual([`${action} on ${name}`]);
  });

  it.each<[Name, string, string]>([
    ["DeleteObject", "DeleteObject", "DeleteObjectVersion"],
    ["DeleteObjectTagging", "DeleteObjectTagging", "DeleteObjectVersionTagging"],
    ["GetObject", "GetObject", "GetObjectVersion"],
    ["GetObjectAcl", "GetObjectAcl", "GetObjectVersionAcl"],
    ["GetObjectRetention", "GetObjectRetention", "GetObjectRetention"],
    ["GetObjectTagging", "GetObjectTagging", "GetObjectVersionTagging"],
    ["HeadObject", "GetObject", "GetObjectVersion"],
    ["PutObjectAcl", "PutObjectAcl", "PutObjectVersionAcl"],
    ["RestoreObject", "RestoreObject", "RestoreObject"],
  ])("%s of an object: s3:%s, and s3:%s where a version is named", async (operation, action, ofVersion) => {
    const { name } = await makeBucket(s3());
    const input = { Bucket: name, Key: "a/b" };
    expect(await needs(operation, input)).toEqual([`s3:${action} on ${name}/a/b`]);
    expect(await needs(operation, { ...input, VersionId: "v" })).toEqual([`s3:${ofVersion} on ${name}/a/b`]);
  });

  it("a write, whatever else it says of the object", async () => {
    const { name } = await makeBucket(s3());
    const more = {
      ACL: "private",
      Tagging: "a=b",
      ObjectLockMode: "GOVERNANCE",
      ObjectLockLegalHoldStatus: "ON",
    } as const;
    const input = { Bucket: name, Key: "k", ...more };
    const expected = ["PutObject", "PutObjectAcl", "PutObjectTagging", "PutObjectRetention", "PutObjectLegalHold"];
    expect(await needs("CreateMultipartUpload", input)).toEqual(expected.map((action) => `s3:${action} on ${name}/k`));
    expect(await needs("CompleteMultipartUpload", { Bucket: name, Key: "k", UploadId: "u" })).toEqual([
      `s3:PutObject on ${name}/k`,
    ]);
  });

  it("a copy, its source and the source's tags", async () => {
    const [from, to] = [await makeBucket(s3()), await makeBucket(s3())];
    await put(s3(), from, { Key: "tagged", body: "x", Tagging: "a=b" });
    await put(s3(), from, { Key: "plain", body: "x" });
    const copied = (source: string, more: object = {}): Promise<readonly string[]> =>
      needs("CopyObject", { Bucket: to.name, Key: "k", CopySource: `${from.name}/${source}`, ...more });
    expect(await copied("plain")).toEqual([`s3:PutObject on ${to.name}/k`, `s3:GetObject on ${from.name}/plain`]);
    expect(await copied("plain?versionId=v")).toEqual([
      `s3:PutObject on ${to.name}/k`,
      `s3:GetObjectVersion on ${from.name}/plain`,
    ]);
    expect(await copied("tagged")).toEqual([
      `s3:PutObject on ${to.name}/k`,
      `s3:GetObject on ${from.name}/tagged`,
      `s3:GetObjectTagging on ${from.name}/tagged`,
      `s3:PutObjectTagging on ${to.name}/k`,
    ]);
    expect(await copied("tagged", { TaggingDirective: "REPLACE" })).toHaveLength(2);
    const part = { Bucket: to.name, Key: "k", UploadId: "u", PartNumber: 1, CopySource: `${from.name}/tagged` };
    expect(await needs("UploadPartCopy", part)).toEqual([
      `s3:PutObject on ${to.name}/k`,
      `s3:GetObject on ${from.name}/tagged`,
    ]);
  });

  it("a new bucket, whatever else it is made with", async () => {
    const needed = await needs("CreateBucket", {
      Bucket: "new",
      ACL: "private",
      ObjectLockEnabledForBucket: true,
      ObjectOwnership: "ObjectWriter",
      CreateBucketConfiguration: { Tags: [{ Key: "a", Value: "b" }] },
    });
    expect(needed).toEqual(
      [
        "CreateBucket",
        "PutBucketAcl",
        "PutBucketObjectLockConfiguration",
        "PutBucketVersioning",
        "PutBucketOwnershipControls",
        "TagResource",
      ].map((action) => `s3:${action} on new`),
    );
  });

  it("attributes, and the object itself", async () => {
    const { name } = await makeBucket(s3());
    const input = { Bucket: name, Key: "k", ObjectAttributes: ["ETag" as const] };
    expect(await needs("GetObjectAttributes", input)).toEqual([
      `s3:GetObjectAttributes on ${name}/k`,
      `s3:GetObject on ${name}/k`,
    ]);
    expect(await needs("GetObjectAttributes", { ...input, VersionId: "v" })).toEqual([
      `s3:GetObjectVersionAttributes on ${name}/k`,
      `s3:GetObjectVersion on ${name}/k`,
    ]);
  });
});
