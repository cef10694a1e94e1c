import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import { changeBucket, got, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { DeleteObject } from "./DeleteObject.ts";
import { GetObject } from "./GetObject.ts";
import { GetObjectAttributes } from "./GetObjectAttributes.ts";
import { HeadObject } from "./HeadObject.ts";

const test = useS3();

describe("ranges", () => {
  it.each([
    ["bytes=0-3", "0123", "bytes 0-3/10"],
    ["bytes=8-", "89", "bytes 8-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=-20", "0123456789", "bytes 0-9/10"],
    ["bytes=5-100", "56789", "bytes 5-9/10"],
    ["bytes=0-1,3-4", "0123456789", undefined],
    ["bytes=5-3", "0123456789", undefined],
    ["lines=1-2", "0123456789", undefined],
  ])("%s of ten bytes", async (Range, bytes, ContentRange) => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "0123456789" });
    const answer = await test().call(GetObject, { Bucket: bucket.name, Key: "k", Range });
    expect(answer.ContentRange).toBe(ContentRange);
    expect(answer.ContentLength).toBe(bytes.length);
    expect((await got(test(), bucket, { Key: "k", Range })).toString()).toBe(bytes);
  });

  it("of an object in a blob", async () => {
    const bucket = await makeBucket(test());
    const body = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    await put(test(), bucket, { Key: "k", body });
    const range = await got(test(), bucket, { Key: "k", Range: "bytes=100001-150000" });
    expect(range.equals(body.subarray(100_001, 150_001))).toBe(true);
  });

  it.each([["bytes=10-"], ["bytes=-0"]])("%s of ten bytes is refused", async (Range) => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "0123456789" });
    await expect(got(test(), bucket, { Key: "k", Range })).rejects.toMatchObject({
      code: "InvalidRange",
      status: 416,
      members: { RangeRequested: Range, ActualObjectSize: "10" },
    });
  });

  it("part 1 of an object that has no parts is all of it, and there is no part 2", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "0123456789" });
    const answer = await test().call(GetObject, { Bucket: bucket.name, Key: "k", PartNumber: 1 });
    expect(answer).toMatchObject({ ContentRange: "bytes 0-9/10", ContentLength: 10 });
    expect(answer).not.toHaveProperty("PartsCount");
    await expect(got(test(), bucket, { Key: "k", PartNumber: 2 })).rejects.toMatchObject({
      code: "InvalidPartNumber",
      members: { PartNumberRequested: "2", ActualPartCount: "1" },
    });
  });
});

describe("conditions", () => {
  const later = 86_400_000;
  const earlier = -later;

  it.each([
    [{ IfMatch: "ETAG" }, "sent"],
    [{ IfMatch: '"other", "ETAG"' }, "sent"],
    [{ IfMatch: "*" }, "sent"],
    [{ IfMatch: '"other"' }, "PreconditionFailed"],
    [{ IfMatch: "ETAG", IfUnmodifiedSince: earlier }, "sent"],
    [{ IfUnmodifiedSince: earlier }, "PreconditionFailed"],
    [{ IfUnmodifiedSince: later }, "sent"],
    [{ IfNoneMatch: "ETAG" }, "NotModified"],
    [{ IfNoneMatch: '"other"' }, "sent"],
    [{ IfNoneMatch: '"other"', IfModifiedSince: later }, "sent"],
    [{ IfModifiedSince: earlier }, "sent"],
    [{ IfModifiedSince: 0 }, "NotModified"],
    [{ IfModifiedSince: later }, "sent"],
  ])("with %o it is: %s", async (conditions, outcome) => {
    const bucket = await makeBucket(test());
    const { ETag = "" } = await put(test(), bucket, { Key: "k", body: "text" });
    const etag = ETag.slice(1, -1);
    const now = test().clock.now();
    const input = Object.fromEntries(
      Object.entries(conditions).map(([name, value]) => [
        name,
        typeof value === "string" ? value.replace("ETAG", etag) : new Date(now + value),
      ]),
    );
    const asked = { Bucket: bucket.name, Key: "k", ...input };
    for (const operation of [GetObject, HeadObject]) {
      if (outcome === "sent") expect(await test().call(operation, asked)).toMatchObject({ ETag });
      else expect(await refusal(test().call(operation, asked))).toContain(outcome);
    }
  });

  it("an answer 304 tells ETag and date", async () => {
    const bucket = await makeBucket(test());
    const { ETag } = await put(test(), bucket, { Key: "k", body: "text", CacheControl: "no-cache" });
    const { LastModified } = await test().call(HeadObject, { Bucket: bucket.name, Key: "k" });
    const lastModified = LastModified?.toUTCString();
    await expect(test().call(GetObject, { Bucket: bucket.name, Key: "k", IfNoneMatch: "*" })).rejects.toMatchObject({
      status: 304,
      headers: { etag: ETag, "last-modified": lastModified, "cache-control": "no-cache" },
    });
  });
});

describe("versions", () => {
  it("of a bucket with versioning are got by their ids, the newest without", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    const first = await put(test(), bucket, { Key: "k", body: "first" });
    await put(test(), bucket, { Key: "k", body: "second" });
    expect((await got(test(), bucket, { Key: "k", ...first })).toString()).toBe("first");
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("second");
  });

  it("a deleted object is not there, and its marker is no object", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    await put(test(), bucket, { Key: "k", body: "text" });
    const { VersionId = "" } = await test().call(DeleteObject, { Bucket: bucket.name, Key: "k" });
    const headers = { "x-amz-delete-marker": "true", "x-amz-version-id": VersionId };
    await expect(got(test(), bucket, { Key: "k" })).rejects.toMatchObject({ code: "NoSuchKey", headers });
    await expect(got(test(), bucket, { Key: "k", VersionId })).rejects.toMatchObject({
      code: "MethodNotAllowed",
      status: 405,
      members: { Method: "GET", ResourceType: "DeleteMarker" },
      headers: { ...headers, allow: "DELETE" },
    });
  });

  it("what is no version, or none of this key, is refused", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    const { VersionId = "" } = await put(test(), bucket, { Key: "k", body: "text" });
    const asked = (Key: string, version: string): Promise<string> =>
      refusal(got(test(), bucket, { Key, VersionId: version }));
    expect(await asked("k", "nonsense")).toBe("InvalidArgument: Invalid version id specified");
    expect(await asked("k", "")).toBe("InvalidArgument: Version id cannot be the empty string");
    expect(await asked("other", VersionId)).toBe("NoSuchVersion: The specified version does not exist.");
    expect(await asked("k", "null")).toBe("NoSuchVersion: The specified version does not exist.");
  });

  it("the null version of a bucket whose versioning was enabled later stays", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "before" });
    const versioned = await changeBucket(test(), bucket, { versioning: "Enabled" });
    await put(test(), versioned, { Key: "k", body: "after" });
    expect((await got(test(), bucket, { Key: "k", VersionId: "null" })).toString()).toBe("before");
  });
});

describe("headers of the answer", () => {
  const overrides = { ResponseContentType: "text/html", ResponseExpires: new Date(0), ResponseCacheControl: "none" };

  it("are otherwise where a signed request asks for it", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "text" });
    const asked = { Bucket: bucket.name, Key: "k", ...overrides };
    expect(await test().call(GetObject, asked, { accessKeyId: "AKIA" })).toMatchObject({
      ContentType: "text/html",
      ExpiresString: "Thu, 01 Jan 1970 00:00:00 GMT",
      CacheControl: "none",
    });
    expect(await refusal(test().call(GetObject, asked))).toBe(
      "InvalidRequest: Request specific response headers cannot be used for anonymous GET requests.",
    );
  });
});

it("an archived object is told of, and not sent", async () => {
  const bucket = await makeBucket(test());
  await put(test(), bucket, { Key: "k", body: "text", StorageClass: "GLACIER" });
  expect(await test().call(HeadObject, { Bucket: bucket.name, Key: "k" })).toMatchObject({ StorageClass: "GLACIER" });
  expect(await refusal(got(test(), bucket, { Key: "k" }))).toContain("InvalidObjectState");
});

const customerKey = (
  letter: string,
): Record<"SSECustomerAlgorithm" | "SSECustomerKey" | "SSECustomerKeyMD5", string> => {
  const key = Buffer.alloc(32, letter);
  return {
    SSECustomerAlgorithm: "AES256",
    SSECustomerKey: key.toString("base64"),
    SSECustomerKeyMD5: createHash("md5").update(key).digest("base64"),
  };
};

const storedBytes = async (bucket: Bucket): Promise<Buffer> => {
  const version = await test().store.objects.find(bucket, "k");
  if (version?.kind !== "object") throw new Error("It is not there");
  const bytes = await test().store.bodies.read(bucket, version.body);
  return bytes instanceof Readable ? buffer(bytes) : Buffer.from(bytes ?? []);
};

describe("bytes that the disk has lost", () => {
  it("are a failure, and not waited for", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "x".repeat(10_000) });
    const version = await test().store.objects.find(bucket, "k");
    if (version?.kind !== "object" || version.body.kind !== "blob") throw new Error("It is no blob");
    await test().engines.blobs.remove([version.body.id]);
    await expect(got(test(), bucket, { Key: "k" })).rejects.toThrow(`The bytes of ${bucket.name}/k are lost`);
  });
});

describe("a customer's key", () => {
  it.each([10, 50_000, 500_000])("encrypts %i bytes, and decrypts any range of them", async (size) => {
    const bucket = await makeBucket(test());
    const body = Buffer.from(Array.from({ length: size }, (_, index) => index % 251));
    await put(test(), bucket, { Key: "k", body, ...customerKey("a") });
    const stored = await storedBytes(bucket);
    expect(stored.length).toBe(size);
    expect(stored.equals(body)).toBe(false);
    expect((await got(test(), bucket, { Key: "k", ...customerKey("a") })).equals(body)).toBe(true);
    const range = await got(test(), bucket, { Key: "k", ...customerKey("a"), Range: `bytes=5-${size - 3}` });
    expect(range.equals(body.subarray(5, size - 2))).toBe(true);
  });

  it("must be the right one", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "text", ...customerKey("a") });
    expect(await refusal(got(test(), bucket, { Key: "k", ...customerKey("b") }))).toBe(
      "AccessDenied: Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
    );
    expect(await refusal(got(test(), bucket, { Key: "k" }))).toContain(
      "InvalidRequest: The object was stored using a form of Server Side Encryption.",
    );
    await put(test(), bucket, { Key: "plain", body: "text" });
    expect(await refusal(got(test(), bucket, { Key: "plain", ...customerKey("a") }))).toBe(
      "InvalidRequest: The encryption parameters are not applicable to this object.",
    );
  });

  it.each([
    [{ SSECustomerKey: undefined }, "must provide an appropriate secret key."],
    [{ SSECustomerAlgorithm: undefined }, "must provide a valid encryption algorithm."],
    [{ SSECustomerAlgorithm: "AES128" }, "InvalidEncryptionAlgorithmError"],
    [{ SSECustomerKey: "AAAA" }, "The secret key was invalid for the specified algorithm."],
    [{ SSECustomerKeyMD5: "AAAA" }, "The calculated MD5 hash of the key did not match the hash that was provided."],
    [{ ServerSideEncryption: "AES256" as const }, "is incompatible with the encryption method specified"],
  ])("is refused with %o", async (change, refused) => {
    const bucket = await makeBucket(test());
    expect(await refusal(put(test(), bucket, { Key: "k", body: "text", ...customerKey("a"), ...change }))).toContain(
      refused,
    );
  });
});

it("a key of KMS is told of, be it the request's or the bucket's", async () => {
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID: "alias/mine" },
  };
  const bucket = await makeBucket(test(), { configurations: { encryption: { Rules: [rule] } } });
  expect(await put(test(), bucket, { Key: "k", body: "text" })).toMatchObject({
    ServerSideEncryption: "aws:kms",
    SSEKMSKeyId: "arn:aws:kms:us-east-1:111122223333:alias/mine",
  });
  const asked = { ServerSideEncryption: "aws:kms" as const };
  expect(await put(test(), await makeBucket(test()), { Key: "k", body: "text", ...asked })).toMatchObject({
    SSEKMSKeyId: "arn:aws:kms:us-east-1:111122223333:alias/aws/s3",
  });
});

it("the attributes that are asked for are told, the ETag without quotes", async () => {
  const bucket = await makeBucket(test());
  const { ETag } = await put(test(), bucket, { Key: "k", body: "123456789" });
  const answer = await test().call(GetObjectAttributes, {
    Bucket: bucket.name,
    Key: "k",
    ObjectAttributes: ["ETag", "Checksum", "ObjectSize", "StorageClass", "ObjectParts"],
  });
  expect(answer).toMatchObject({
    ETag: ETag?.slice(1, -1),
    Checksum: { ChecksumCRC64NVME: "rosUhgp5mIg=", ChecksumType: "FULL_OBJECT" },
    ObjectSize: 9,
    StorageClass: "STANDARD",
  });
  expect(answer).not.toHaveProperty("ObjectParts");
});
