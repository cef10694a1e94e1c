import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { refusal, testCall } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { got, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { HeadObject } from "./HeadObject.ts";
import { PutObject } from "./PutObject.ts";

const test = useS3();

/** Below what is inline, what is gathered, what is a blob of records and of files. */
const SIZES = [0, 1, 8 * 1024, 8 * 1024 + 1, 64 * 1024 + 1, 3_000_000];

it.each(SIZES)("an object of %i bytes is got as it was put", async (size) => {
  const bucket = await makeBucket(test());
  const body = Buffer.alloc(size, "some text that is no multiple of anything ");
  const { ETag } = await put(test(), bucket, { Key: "k", body });
  expect(ETag).toBe(`"${createHash("md5").update(body).digest("hex")}"`);
  expect((await got(test(), bucket, { Key: "k" })).equals(body)).toBe(true);
});

it("what is told of an object is told again", async () => {
  const bucket = await makeBucket(test());
  await put(test(), bucket, {
    Key: "k",
    body: "text",
    CacheControl: "no-cache",
    ContentDisposition: "inline",
    ContentEncoding: "gzip",
    ContentLanguage: "de",
    ContentType: "text/plain",
    Expires: new Date(0),
    Metadata: { colour: "blue" },
    StorageClass: "STANDARD_IA",
    Tagging: "a=1&b=%2F",
    WebsiteRedirectLocation: "/elsewhere",
  });
  expect(await test().call(HeadObject, { Bucket: bucket.name, Key: "k" })).toMatchObject({
    AcceptRanges: "bytes",
    CacheControl: "no-cache",
    ContentDisposition: "inline",
    ContentEncoding: "gzip",
    ContentLanguage: "de",
    ContentLength: 4,
    ContentType: "text/plain",
    ExpiresString: "Thu, 01 Jan 1970 00:00:00 GMT",
    Metadata: { colour: "blue" },
    ServerSideEncryption: "AES256",
    StorageClass: "STANDARD_IA",
    TagCount: 2,
    WebsiteRedirectLocation: "/elsewhere",
  });
});

it("an Expires that is no date is given back as it was put", async () => {
  const bucket = await makeBucket(test());
  const call = testCall({ clock: test().clock, head: { headers: { expires: "soon" } } });
  await PutObject({ Bucket: bucket.name, Key: "k", ContentLength: 0 }, call, test().store);
  const head = await test().call(HeadObject, { Bucket: bucket.name, Key: "k" });
  expect(head).toMatchObject({ ExpiresString: "soon" });
});

describe("a body that is not what it should be", () => {
  it.each([
    ["shorter than announced", { ContentLength: 5 }, "IncompleteBody"],
    ["longer than announced", { ContentLength: 3 }, "IncompleteBody"],
    [
      "of another MD5",
      { ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" },
      "BadDigest: The Content-MD5 you specified did not match what we received.",
    ],
    ["of an MD5 that is none", { ContentMD5: "abc" }, "InvalidDigest: The Content-MD5 you specified was invalid."],
    [
      "of another checksum",
      { ChecksumCRC32: "AAAAAA==" },
      "BadDigest: The CRC32 you specified did not match the calculated checksum.",
    ],
    [
      "of a checksum that is none",
      { ChecksumSHA256: "AAAA" },
      "InvalidRequest: Value for x-amz-checksum-sha256 header is invalid.",
    ],
    [
      "of two checksums",
      { ChecksumCRC32: "AAAAAA==", ChecksumCRC32C: "AAAAAA==" },
      "InvalidRequest: Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    ],
    [
      "of a checksum that is announced and does not come",
      { ChecksumAlgorithm: "SHA1" },
      "InvalidRequest: x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    ],
    [
      "over five gigabytes",
      { ContentLength: 5 * 1024 ** 3 + 1 },
      "EntityTooLarge: Your proposed upload exceeds the maximum allowed size",
    ],
  ] as const)("%s is refused, and leaves what was there", async (_what, input, refused) => {
    for (const body of ["text", "x".repeat(100_000)]) {
      const bucket = await makeBucket(test());
      await put(test(), bucket, { Key: "k", body: "before" });
      const size = "ContentLength" in input ? input.ContentLength - 4 + body.length : body.length;
      const putting = put(test(), bucket, { Key: "k", body, ...input, ContentLength: size });
      expect(await refusal(putting)).toContain(refused);
      expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("before");
    }
  });

  it.each([10, 100_000])("of %i bytes that break off is refused, and leaves nothing", async (size) => {
    const bucket = await makeBucket(test());
    const Body = new Readable({ read: () => undefined });
    Body.push(Buffer.alloc(size - 1));
    const putting = test().call(PutObject, { Bucket: bucket.name, Key: "k", Body, ContentLength: size });
    Body.destroy();
    expect(await refusal(putting)).toContain("IncompleteBody");
    expect(await refusal(got(test(), bucket, { Key: "k" }))).toContain("NoSuchKey");
  });

  it("of unknown length is refused where PUT brings it", async () => {
    const bucket = await makeBucket(test());
    const call = testCall({ clock: test().clock, head: { method: "PUT" } });
    const putting = PutObject({ Bucket: bucket.name, Key: "k", Body: Readable.from([]) }, call, test().store);
    expect(await refusal(putting)).toBe("MissingContentLength: You must provide the Content-Length HTTP header.");
  });
});

describe("a description that S3 does not take", () => {
  it.each([
    ["a key that is too long", { Key: "ä".repeat(513) }, "KeyTooLongError: Your key is too long"],
    [
      "metadata over 2 KB",
      { Metadata: { a: "x".repeat(2048) } },
      "MetadataTooLarge: Your metadata headers exceed the maximum allowed metadata size",
    ],
    [
      "an unknown storage class",
      { StorageClass: "OUTPOSTS" },
      "InvalidStorageClass: The storage class you specified is not valid",
    ],
    [
      "the same tag twice",
      { Tagging: "a=1&a=2" },
      "InvalidArgument: The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    ],
    ["a redirect to nowhere", { WebsiteRedirectLocation: "nowhere" }, "InvalidRedirectLocation"],
  ] as const)("%s is refused", async (_what, input, refused) => {
    const bucket = await makeBucket(test());
    expect(await refusal(put(test(), bucket, { Key: "k", body: "text", ...input }))).toContain(refused);
  });

  it("a key of 1,024 bytes and metadata of 2 KB are taken", async () => {
    const bucket = await makeBucket(test());
    const Key = "ä".repeat(512);
    await put(test(), bucket, { Key, body: "text", Metadata: { a: "x".repeat(2047) } });
    expect((await got(test(), bucket, { Key })).toString()).toBe("text");
  });
});

describe("checksums", () => {
  /** Of "123456789". */
  it.each([
    [{ ChecksumCRC32: "y/Q5Jg==" }],
    [{ ChecksumCRC32C: "4waSgw==" }],
    [{ ChecksumCRC64NVME: "rosUhgp5mIg=" }],
    [{ ChecksumMD5: createHash("md5").update("123456789").digest("base64") }],
    [{ ChecksumSHA1: createHash("sha1").update("123456789").digest("base64") }],
    [{ ChecksumSHA256: createHash("sha256").update("123456789").digest("base64") }],
    [{ ChecksumSHA512: createHash("sha512").update("123456789").digest("base64") }],
  ])("that hold are kept, and told where they are asked for: %o", async (checksum) => {
    const bucket = await makeBucket(test());
    const answer = await put(test(), bucket, { Key: "k", body: "123456789", ...checksum });
    expect(answer).toMatchObject({ ...checksum, ChecksumType: "FULL_OBJECT" });
    const asked = { Bucket: bucket.name, Key: "k" };
    expect(await test().call(HeadObject, asked)).not.toHaveProperty("ChecksumType");
    expect(await test().call(HeadObject, { ...asked, ChecksumMode: "ENABLED" })).toMatchObject(checksum);
  });

  it("without one S3 makes its own, a CRC-64", async () => {
    const bucket = await makeBucket(test());
    const answer = await put(test(), bucket, { Key: "k", body: "123456789" });
    expect(answer).toMatchObject({ ChecksumCRC64NVME: "rosUhgp5mIg=", ChecksumType: "FULL_OBJECT" });
  });
});

describe("conditions", () => {
  it("If-None-Match: * puts the first object only", async () => {
    const bucket = await makeBucket(test());
    const tries = Array.from({ length: 8 }, (_, index) =>
      put(test(), bucket, { Key: "k", body: `text ${index}`, IfNoneMatch: "*" }),
    );
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(settled.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "PreconditionFailed", members: { Condition: "If-None-Match" } },
    });
  });

  it("If-Match puts only over the object that is meant", async () => {
    const bucket = await makeBucket(test());
    expect(await refusal(put(test(), bucket, { Key: "k", body: "b", IfMatch: '"x"' }))).toContain("NoSuchKey");
    const { ETag = "" } = await put(test(), bucket, { Key: "k", body: "a" });
    expect(await refusal(put(test(), bucket, { Key: "k", body: "b", IfMatch: '"x"' }))).toContain("PreconditionFailed");
    await put(test(), bucket, { Key: "k", body: "b", IfMatch: ETag });
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("b");
  });

  it.each([
    [{ IfNoneMatch: '"x"' }, "If-None-Match"],
    [{ IfMatch: "*" }, "If-Match"],
    [{ IfMatch: '"x"', IfNoneMatch: "*" }, "If-Match,If-None-Match"],
  ])("%o is not implemented, as in S3", async (input, Header) => {
    const bucket = await makeBucket(test());
    await expect(put(test(), bucket, { Key: "k", body: "a", ...input })).rejects.toMatchObject({
      code: "NotImplemented",
      members: { Header },
    });
  });

  it("what a refused put has stored is gone", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "a" });
    const before = await test().engines.blobs.list({ before: Date.now() + 60_000 });
    await refusal(put(test(), bucket, { Key: "k", body: "x".repeat(10_000), IfNoneMatch: "*" }));
    expect((await test().engines.blobs.list({ before: Date.now() + 60_000 })).ids).toEqual(before.ids);
  });
});
