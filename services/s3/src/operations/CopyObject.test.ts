import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { OutOfSpace } from "@skylab/objects";
import { refusal, testCall } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "../store/store.ts";
import { got, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { CompleteMultipartUpload } from "./CompleteMultipartUpload.ts";
import { CopyObject } from "./CopyObject.ts";
import { CreateMultipartUpload } from "./CreateMultipartUpload.ts";
import { DeleteObject } from "./DeleteObject.ts";
import { HeadObject } from "./HeadObject.ts";
import { ListParts } from "./ListParts.ts";
import { UploadPart } from "./UploadPart.ts";
import { UploadPartCopy } from "./UploadPartCopy.ts";

const test = useS3();

it.each([0, 10, 50_000, 500_000])("a copy of %i bytes is an object of its own", async (size) => {
  const [from, to] = [await makeBucket(test()), await makeBucket(test())];
  const body = Buffer.alloc(size, "some text ");
  const { ETag } = await put(test(), from, { Key: "a b/ä", body });
  const copied = await test().call(CopyObject, {
    Bucket: to.name,
    Key: "k",
    CopySource: `/${from.name}/${encodeURIComponent("a b/ä")}`,
  });
  expect(copied.CopyObjectResult).toMatchObject({ ETag, ChecksumType: "FULL_OBJECT" });
  await test().call(DeleteObject, { Bucket: from.name, Key: "a b/ä" });
  expect((await got(test(), to, { Key: "k" })).equals(body)).toBe(true);
});

it("a copy that cannot be stored leaves its source closed", async () => {
  const { engines, clock } = test();
  const bucket = await makeBucket(test());
  await put(test(), bucket, { Key: "from", body: Buffer.alloc(4 * 1024 ** 2) });
  const opened: Readable[] = [];
  const blobs: typeof engines.blobs = {
    ...engines.blobs,
    get: async (...asked) => {
      const body = await engines.blobs.get(...asked);
      opened.push(body);
      return body;
    },
    put: async (_id, body) => {
      for await (const chunk of body) throw new OutOfSpace(`There is no room for ${chunk.toString().length} bytes`);
      return { size: 0 };
    },
  };
  const copying = { Bucket: bucket.name, Key: "to", CopySource: `${bucket.name}/from` };
  await expect(CopyObject(copying, testCall({ clock }), openStore({ ...engines, blobs }))).rejects.toThrow("no room");
  expect(opened.map(({ destroyed }) => destroyed)).toEqual([true]);
});

it.each([
  [1000, "breaks off"],
  [1_000_000, "breaks off"],
  [1_000_000, "is shorter than it was"],
])("a source of %i bytes that %s is no fault of who copies it, and leaves no copy", async (size, how) => {
  const { engines, clock } = test();
  const bucket = await makeBucket(test());
  const upload = { Bucket: bucket.name, Key: "parts" };
  const { UploadId = "" } = await test().call(CreateMultipartUpload, upload);
  const Body = Readable.from([Buffer.alloc(size)]);
  const part = await test().call(UploadPart, { ...upload, UploadId, PartNumber: 1, Body, ContentLength: size });
  const Parts = [{ PartNumber: 1, ETag: part.ETag }];
  await test().call(CompleteMultipartUpload, { ...upload, UploadId, MultipartUpload: { Parts } });
  const broken = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.alloc(size / 2);
    if (how === "breaks off") throw new Error("input/output error");
  };
  const blobs = { ...engines.blobs, get: () => Promise.resolve(Readable.from(broken(), { objectMode: false })) };
  const store = openStore({ ...engines, blobs });
  const to = { Bucket: bucket.name, Key: "to", CopySource: `${bucket.name}/parts` };
  const told = how === "breaks off" ? "input/output error" : /^A body of/;
  await expect(CopyObject(to, testCall({ clock }), store)).rejects.toThrow(told);
  await expect(test().call(HeadObject, to)).rejects.toMatchObject({ code: "NoSuchKey" });
  const again = await test().call(CreateMultipartUpload, to);
  const copy = { ...to, UploadId: again.UploadId ?? "", PartNumber: 1 };
  await expect(UploadPartCopy(copy, testCall({ clock }), store)).rejects.toThrow(told);
  expect((await test().call(ListParts, copy)).Parts ?? []).toEqual([]);
});

describe("what a copy takes along", () => {
  const source = {
    Key: "from",
    body: "text",
    ContentType: "text/plain",
    Metadata: { colour: "blue" },
    Tagging: "a=1",
    StorageClass: "STANDARD_IA",
    WebsiteRedirectLocation: "/elsewhere",
  } as const;

  it("is its metadata and its tags, not its storage class nor its redirect", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, source);
    const Bucket = bucket.name;
    await test().call(CopyObject, { Bucket, Key: "to", CopySource: `${Bucket}/from`, Metadata: { colour: "red" } });
    const head = await test().call(HeadObject, { Bucket, Key: "to" });
    expect(head).toMatchObject({ ContentType: "text/plain", Metadata: { colour: "blue" }, TagCount: 1 });
    expect(head).not.toHaveProperty("StorageClass");
    expect(head).not.toHaveProperty("WebsiteRedirectLocation");
  });

  it("is replaced where that is asked for", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, source);
    const Bucket = bucket.name;
    await test().call(CopyObject, {
      Bucket,
      Key: "to",
      CopySource: `${Bucket}/from`,
      MetadataDirective: "REPLACE",
      Metadata: { size: "large" },
      TaggingDirective: "REPLACE",
      StorageClass: "GLACIER_IR",
    });
    const head = await test().call(HeadObject, { Bucket, Key: "to" });
    expect(head).toMatchObject({ Metadata: { size: "large" }, StorageClass: "GLACIER_IR" });
    expect(head.ContentType).toBe("binary/octet-stream");
    expect(head).not.toHaveProperty("TagCount");
  });
});

describe("an object copied to itself", () => {
  it("must change", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "text", Metadata: { a: "1" } });
    const itself = { Bucket: bucket.name, Key: "k", CopySource: `${bucket.name}/k` };
    expect(await refusal(test().call(CopyObject, itself))).toContain("This copy request is illegal");
    await test().call(CopyObject, { ...itself, MetadataDirective: "REPLACE", Metadata: { b: "2" } });
    const head = await test().call(HeadObject, { Bucket: bucket.name, Key: "k" });
    expect(head.Metadata).toEqual({ b: "2" });
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("text");
  });

  it("brings back an older version", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    const { VersionId = "" } = await put(test(), bucket, { Key: "k", body: "old" });
    await put(test(), bucket, { Key: "k", body: "new" });
    const CopySource = `${bucket.name}/k?versionId=${VersionId}`;
    const copied = await test().call(CopyObject, { Bucket: bucket.name, Key: "k", CopySource });
    expect(copied).toMatchObject({ CopySourceVersionId: VersionId, VersionId: expect.any(String) });
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("old");
  });
});

describe("a source", () => {
  it("that is not there is refused", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    await put(test(), bucket, { Key: "deleted", body: "text" });
    const { VersionId } = await test().call(DeleteObject, { Bucket: bucket.name, Key: "deleted" });
    const copy = (CopySource: string): Promise<string> =>
      refusal(test().call(CopyObject, { Bucket: bucket.name, Key: "k", CopySource }));
    expect(await copy(`${bucket.name}/missing`)).toContain("NoSuchKey");
    expect(await copy(`${bucket.name}/deleted`)).toContain("NoSuchKey");
    expect(await copy(`${bucket.name}/deleted?versionId=${VersionId}`)).toBe(
      "InvalidRequest: The source of a copy request may not specifically refer to a delete marker by version id.",
    );
    expect(await copy("missing/k")).toContain("NoSuchBucket");
    expect(await copy(bucket.name)).toContain("Copy Source must mention the source bucket and key");
  });

  it("must be as the conditions say", async () => {
    const bucket = await makeBucket(test());
    const { ETag } = await put(test(), bucket, { Key: "k", body: "text" });
    const copy = { Bucket: bucket.name, Key: "to", CopySource: `${bucket.name}/k` };
    await test().call(CopyObject, { ...copy, CopySourceIfMatch: ETag });
    await expect(test().call(CopyObject, { ...copy, CopySourceIfNoneMatch: ETag })).rejects.toMatchObject({
      code: "PreconditionFailed",
      members: { Condition: "x-amz-copy-source-If-None-Match" },
    });
  });

  it("with a customer's key is read by it, and may get another", async () => {
    const bucket = await makeBucket(test());
    const [one, other] = ["a", "b"].map((letter) => {
      const key = Buffer.alloc(32, letter);
      return { key: key.toString("base64"), md5: createHash("md5").update(key).digest("base64") };
    });
    if (!one || !other) throw new Error("There are two keys");
    const keyOf = ({ key, md5 }: typeof one) => ({
      SSECustomerAlgorithm: "AES256",
      SSECustomerKey: key,
      SSECustomerKeyMD5: md5,
    });
    await put(test(), bucket, { Key: "k", body: "x".repeat(100_000), ...keyOf(one) });
    await test().call(CopyObject, {
      Bucket: bucket.name,
      Key: "k",
      CopySource: `${bucket.name}/k`,
      CopySourceSSECustomerAlgorithm: "AES256",
      CopySourceSSECustomerKey: one.key,
      CopySourceSSECustomerKeyMD5: one.md5,
      ...keyOf(other),
    });
    expect((await got(test(), bucket, { Key: "k", ...keyOf(other) })).toString()).toBe("x".repeat(100_000));
  });
});

it("a copy is summed by the algorithm that is asked for", async () => {
  const bucket = await makeBucket(test());
  await put(test(), bucket, { Key: "k", body: "123456789" });
  const copy = { Bucket: bucket.name, Key: "to", CopySource: `${bucket.name}/k` };
  const copied = await test().call(CopyObject, { ...copy, ChecksumAlgorithm: "CRC32" });
  expect(copied.CopyObjectResult).toMatchObject({ ChecksumCRC32: "y/Q5Jg==" });
});
