import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectTaggingCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketTaggingCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  waitUntilBucketExists,
} from "@aws-sdk/client-s3";
import { uniqueAccount, uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { put, refusal, useS3 } from "./s3.ts";

const s3 = useS3();

describe("a bucket", () => {
  it("is made, found, listed and deleted", async () => {
    const client = s3.client({ account: uniqueAccount() });
    const Bucket = await s3.createBucket(client);
    await waitUntilBucketExists({ client, maxWaitTime: 60 }, { Bucket });
    expect(await client.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: "us-east-1" });
    expect((await client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
    await client.send(new DeleteBucketCommand({ Bucket }));
    expect(await refusal(client.send(new HeadBucketCommand({ Bucket })))).toMatch(/^404 NotFound/);
    expect((await client.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  });

  it("is in its region", async () => {
    const client = s3.client({ region: "eu-central-1" });
    const Bucket = await s3.createBucket(client, {
      CreateBucketConfiguration: { LocationConstraint: "eu-central-1" },
    });
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe("eu-central-1");
  });

  it("has a name that nobody else has, in any account", async () => {
    const Bucket = await s3.createBucket(s3.client({ account: uniqueAccount() }));
    const again = s3.client({ account: uniqueAccount() }).send(new CreateBucketCommand({ Bucket }));
    expect(await refusal(again)).toMatch(/^409 BucketAlreadyExists: /);
  });

  it("is made once by those who make it at once", async () => {
    const Bucket = uniqueName("raced");
    const makers = Array.from({ length: 8 }, () => s3.client({ account: uniqueAccount() }));
    const made = await Promise.allSettled(makers.map((client) => client.send(new CreateBucketCommand({ Bucket }))));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("of a name that is none is refused", async () => {
    for (const Bucket of ["Upper", "a", "has_underscore", "192.168.0.1", "xn--abc", "a..b", "x".repeat(64)]) {
      const refused = await refusal(s3.client().send(new CreateBucketCommand({ Bucket })));
      expect(refused).toBe("400 InvalidBucketName: The specified bucket is not valid.");
    }
  });

  it("that is not empty is not deleted", async () => {
    const client = s3.client();
    const Bucket = await s3.createBucket();
    await put(client, { Bucket, Key: "key" }, "x");
    const deleting = client.send(new DeleteBucketCommand({ Bucket }));
    expect(await refusal(deleting)).toBe("409 BucketNotEmpty: The bucket you tried to delete is not empty");
  });

  it("has nobody's object in it when it is deleted while others write", async () => {
    const client = s3.client();
    const Bucket = await s3.createBucket();
    const puts = Array.from({ length: 16 }, (_, index) => put(client, { Bucket, Key: `key ${index}` }, "x"));
    const deletion = client.send(new DeleteBucketCommand({ Bucket }));
    const [deleted, ...written] = await Promise.allSettled([deletion, ...puts]);
    // The one or the other: what was written keeps its bucket.
    const isWritten = written.some(({ status }) => status === "fulfilled");
    expect(deleted?.status === "fulfilled" && isWritten).toBe(false);
  });
});

describe("a bucket's configuration", () => {
  it("is what AWS has for a new bucket", async () => {
    const client = s3.client();
    const Bucket = await s3.createBucket();
    const { ServerSideEncryptionConfiguration } = await client.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
    ]);
    const { PublicAccessBlockConfiguration } = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(new Set(Object.values(PublicAccessBlockConfiguration ?? {}))).toEqual(new Set([true]));
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect(await refusal(client.send(new GetBucketCorsCommand({ Bucket })))).toMatch(/^404 NoSuchCORSConfiguration: /);
    const website = client.send(new GetBucketWebsiteCommand({ Bucket }));
    expect(await refusal(website)).toMatch(/^404 NoSuchWebsiteConfiguration: /);
  });

  it("comes back as it was put, and is gone when it is deleted", async () => {
    const client = s3.client();
    const Bucket = await s3.createBucket();
    const CORSRules = [{ AllowedMethods: ["GET"], AllowedOrigins: ["https://*.example"], MaxAgeSeconds: 60 }];
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    expect((await client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);
    const WebsiteConfiguration = { IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "error.html" } };
    await client.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
    expect(await client.send(new GetBucketWebsiteCommand({ Bucket }))).toMatchObject(WebsiteConfiguration);
    const Rules = [
      { ID: "old", Status: "Enabled" as const, Filter: { Prefix: "logs/" }, Expiration: { Days: 30 } },
      {
        ID: "broken off",
        Status: "Disabled" as const,
        Filter: { Prefix: "" },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ];
    await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    const found = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(found.Rules).toEqual(Rules);
    await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
    expect(await refusal(client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })))).toBe(
      "404 NoSuchLifecycleConfiguration: The lifecycle configuration does not exist",
    );
  });
});

describe("tags", () => {
  const TagSet = [
    { Key: "team", Value: "blue + green @ 1:2" },
    { Key: "größe", Value: "1+1=2" },
  ];

  it("are on buckets", async () => {
    const client = s3.client();
    const Bucket = await s3.createBucket();
    await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    const { TagSet: found = [] } = await client.send(new GetBucketTaggingCommand({ Bucket }));
    expect(new Map(found.map(({ Key, Value }) => [Key, Value]))).toEqual(
      new Map(TagSet.map(({ Key, Value }) => [Key, Value])),
    );
  });

  it("are on objects, from the beginning or later", async () => {
    const client = s3.client();
    const at = { Bucket: await s3.createBucket(), Key: "tagged" };
    await client.send(new PutObjectCommand({ ...at, Body: "x", Tagging: "a=1&b=with%20space" }));
    expect((await client.send(new GetObjectCommand(at))).TagCount).toBe(2);
    const { TagSet: first } = await client.send(new GetObjectTaggingCommand(at));
    expect(first).toEqual([
      { Key: "a", Value: "1" },
      { Key: "b", Value: "with space" },
    ]);
    await client.send(new PutObjectTaggingCommand({ ...at, Tagging: { TagSet } }));
    const { TagSet: second = [] } = await client.send(new GetObjectTaggingCommand(at));
    expect(new Set(second.map(({ Key }) => Key))).toEqual(new Set(["größe", "team"]));
    await client.send(new DeleteObjectTaggingCommand(at));
    expect((await client.send(new GetObjectTaggingCommand(at))).TagSet).toEqual([]);
  });
});
