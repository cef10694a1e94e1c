import { createHash } from "node:crypto";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import {
  bytesOf,
  get,
  getText,
  hashOf,
  keysIn,
  KIBIBYTE,
  MEBIBYTE,
  type ObjectAt,
  put,
  refusal,
  someBytes,
  useS3,
} from "./s3.ts";

const s3 = useS3();
let Bucket: string;
beforeAll(async () => {
  Bucket = await s3.createBucket();
});

const NO_SUCH_KEY = "404 NoSuchKey: The specified key does not exist.";
const quotedMd5 = (bytes: Uint8Array): string => `"${createHash("md5").update(bytes).digest("hex")}"`;

describe("an object", () => {
  it.each([
    ["nothing", 0],
    ["a byte", 1],
    ["8 KiB", 8 * KIBIBYTE],
    ["a byte more", 8 * KIBIBYTE + 1],
    ["64 KiB", 64 * KIBIBYTE],
    ["a byte more than that", 64 * KIBIBYTE + 1],
    ["5 MiB", 5 * MEBIBYTE],
  ])("of %s comes back as it was put", async (name, size) => {
    const client = s3.client();
    const [at, bytes] = [{ Bucket, Key: `sizes/${name}` }, someBytes(size)];
    const ETag = quotedMd5(bytes);
    expect(await put(client, at, bytes)).toBe(ETag);
    expect(await client.send(new HeadObjectCommand(at))).toMatchObject({ ContentLength: size, ETag });
    expect(hashOf(await get(client, at))).toBe(hashOf(bytes));
  });

  it("has what it was put with", async () => {
    const client = s3.client();
    const at = { Bucket, Key: "with/headers" };
    const headers = {
      CacheControl: "max-age=60",
      ContentDisposition: 'attachment; filename="naive.txt"',
      ContentEncoding: "identity",
      ContentLanguage: "de",
      ContentType: "text/plain; charset=utf-8",
      Metadata: { colour: "blue", "with-dash": "a, b" },
    };
    await client.send(new PutObjectCommand({ ...at, ...headers, Body: "text", Expires: new Date(0) }));
    const expected = { ...headers, ContentLength: 4, ExpiresString: "Thu, 01 Jan 1970 00:00:00 GMT" };
    expect(await client.send(new HeadObjectCommand(at))).toMatchObject(expected);
    expect(await client.send(new GetObjectCommand(at))).toMatchObject(expected);
  });

  it("can be for a file whose name is in UTF-8, as tools send it", async () => {
    const client = s3.client();
    const at = { Bucket, Key: "with/disposition" };
    // Header by header, node sends and reads bytes.
    const ContentDisposition = Buffer.from('attachment; filename="Ł € 😀.pdf"').toString("latin1");
    await client.send(new PutObjectCommand({ ...at, ContentDisposition, Body: "x" }));
    expect(await client.send(new GetObjectCommand(at))).toMatchObject({ ContentDisposition });
    expect(await client.send(new HeadObjectCommand(at))).toMatchObject({ ContentDisposition });
  });

  it("keeps metadata that is no ASCII, as RFC 2047 has it", async () => {
    const client = s3.client();
    const at = { Bucket, Key: "with/metadata" };
    await client.send(new PutObjectCommand({ ...at, Metadata: { name: "=?UTF-8?B?WsO8cmljaA==?=" } }));
    expect((await client.send(new HeadObjectCommand(at))).Metadata).toEqual({ name: "=?UTF-8?B?WsO8cmljaA==?=" });
  });

  it("is replaced whole, and is gone when it is deleted", async () => {
    const client = s3.client();
    const at = { Bucket, Key: "replaced" };
    await client.send(new PutObjectCommand({ ...at, Body: "first", Metadata: { is: "first" } }));
    await put(client, at, "second");
    expect(await client.send(new HeadObjectCommand(at))).toMatchObject({ ContentLength: 6, Metadata: {} });
    expect(await getText(client, at)).toBe("second");
    await client.send(new DeleteObjectCommand(at));
    expect(await refusal(client.send(new GetObjectCommand(at)))).toBe(NO_SUCH_KEY);
    expect(await refusal(client.send(new HeadObjectCommand(at)))).toMatch(/^404 NotFound/);
    // What is not there can be deleted as well.
    expect((await client.send(new DeleteObjectCommand(at))).$metadata.httpStatusCode).toBe(204);
  });

  it("needs a bucket that is there", async () => {
    const at = { Bucket: `${Bucket}-not`, Key: "key" };
    expect(await refusal(put(s3.client(), at, "x"))).toBe("404 NoSuchBucket: The specified bucket does not exist");
  });

  it("answers with the headers that are asked for instead of its own", async () => {
    const at = { Bucket, Key: "overridden" };
    await put(s3.client(), at, "x");
    const answer = await s3
      .client()
      .send(new GetObjectCommand({ ...at, ResponseContentType: "text/csv", ResponseCacheControl: "no-store" }));
    expect(answer).toMatchObject({ ContentType: "text/csv", CacheControl: "no-store" });
  });

  it("tells of itself what is asked for", async () => {
    const at = { Bucket, Key: "attributes" };
    const ETag = await put(s3.client(), at, "four");
    const answer = await s3
      .client()
      .send(
        new GetObjectAttributesCommand({ ...at, ObjectAttributes: ["ETag", "ObjectSize", "StorageClass", "Checksum"] }),
      );
    expect(answer).toMatchObject({
      ETag: ETag.replaceAll('"', ""),
      ObjectSize: 4,
      StorageClass: "STANDARD",
      Checksum: { ChecksumCRC32: expect.any(String) as string, ChecksumType: "FULL_OBJECT" },
    });
  });
});

describe("a range", () => {
  const bytes = someBytes(300 * KIBIBYTE);
  const size = bytes.length;
  beforeAll(() => put(s3.client(), { Bucket, Key: "ranged" }, bytes));

  it.each([
    ["bytes=0-0", 0, 1],
    ["bytes=0-99", 0, 100],
    ["bytes=100000-200000", 100_000, 200_001],
    [`bytes=${size - 1}-`, size - 1, size],
    ["bytes=-1000", size - 1000, size],
    [`bytes=10-${size * 10}`, 10, size],
    [`bytes=-${size * 10}`, 0, size],
  ])("%s is what it says", async (Range, start, end) => {
    const answer = await s3.client().send(new GetObjectCommand({ Bucket, Key: "ranged", Range }));
    expect(answer).toMatchObject({
      $metadata: { httpStatusCode: 206 },
      ContentLength: end - start,
      ContentRange: `bytes ${start}-${end - 1}/${size}`,
    });
    expect(hashOf(await bytesOf(answer))).toBe(hashOf(bytes.subarray(start, end)));
  });

  it("beyond the end is refused", async () => {
    const beyond = s3.client().send(new GetObjectCommand({ Bucket, Key: "ranged", Range: `bytes=${size}-` }));
    expect(await refusal(beyond)).toBe("416 InvalidRange: The requested range is not satisfiable");
  });

  it("that is none gives the whole object", async () => {
    const answer = await s3.client().send(new GetObjectCommand({ Bucket, Key: "ranged", Range: "lines=1-2" }));
    expect(answer.$metadata.httpStatusCode).toBe(200);
    expect(hashOf(await bytesOf(answer))).toBe(hashOf(bytes));
  });
});

const conditional = (): ObjectAt => ({ Bucket, Key: "conditional" });

const status = async (condition: Partial<GetObjectCommandInput>): Promise<number | undefined> => {
  const answer = s3.client().send(new GetObjectCommand({ ...conditional(), ...condition }));
  return answer.then(
    ({ $metadata }) => $metadata.httpStatusCode,
    async () => Number((await refusal(answer)).split(" ")[0]),
  );
};

describe("a read under a condition", () => {
  const EARLY = new Date(0);
  let ETag: string;
  let LastModified: Date;
  beforeAll(async () => {
    ETag = await put(s3.client(), conditional(), "x");
    LastModified = (await s3.client().send(new HeadObjectCommand(conditional()))).LastModified ?? EARLY;
  });
  it("is answered where it holds", async () => {
    expect(await status({ IfMatch: ETag })).toBe(200);
    expect(await status({ IfNoneMatch: '"other"' })).toBe(200);
    expect(await status({ IfModifiedSince: EARLY })).toBe(200);
    expect(await status({ IfUnmodifiedSince: LastModified })).toBe(200);
    // RFC 9110: the ETag says more than the time.
    expect(await status({ IfMatch: ETag, IfUnmodifiedSince: EARLY })).toBe(200);
  });

  it("is not where it does not", async () => {
    expect(await status({ IfMatch: '"other"' })).toBe(412);
    expect(await status({ IfNoneMatch: ETag })).toBe(304);
    expect(await status({ IfModifiedSince: LastModified })).toBe(304);
    expect(await status({ IfUnmodifiedSince: EARLY })).toBe(412);
    expect(await status({ IfNoneMatch: ETag, IfModifiedSince: EARLY })).toBe(304);
  });
});

describe("a copy", () => {
  it("has the bytes and the metadata of its source, and outlives it", async () => {
    const client = s3.client();
    const [source, bytes] = [{ Bucket, Key: "copies/source ä+%.bin" }, someBytes(200 * KIBIBYTE)];
    await client.send(new PutObjectCommand({ ...source, Body: bytes, Metadata: { of: "source" }, ContentType: "a/b" }));
    const elsewhere = { Bucket: await s3.createBucket(), Key: "copy" };
    const CopySource = `${Bucket}/${encodeURIComponent(source.Key)}`;
    const { CopyObjectResult } = await client.send(new CopyObjectCommand({ ...elsewhere, CopySource }));
    expect(CopyObjectResult?.ETag).toBe(quotedMd5(bytes));
    await client.send(new DeleteObjectCommand(source));
    expect(hashOf(await get(client, elsewhere))).toBe(hashOf(bytes));
    const head = await client.send(new HeadObjectCommand(elsewhere));
    expect(head).toMatchObject({ Metadata: { of: "source" }, ContentType: "a/b" });
  });

  it("has other metadata where it is told to replace them", async () => {
    const client = s3.client();
    const source = { Bucket, Key: "copies/itself" };
    await client.send(new PutObjectCommand({ ...source, Body: "x", Metadata: { old: "1" } }));
    const CopySource = `${Bucket}/${source.Key}`;
    await client.send(
      new CopyObjectCommand({ ...source, CopySource, MetadataDirective: "REPLACE", Metadata: { new: "2" } }),
    );
    expect((await client.send(new HeadObjectCommand(source))).Metadata).toEqual({ new: "2" });
    expect(await getText(client, source)).toBe("x");
    expect(await refusal(client.send(new CopyObjectCommand({ ...source, CopySource })))).toMatch(/^400 InvalidRequest/);
  });

  it.each(["%2F", "/"])("names its source with %s, and a space as a plus", async (slash) => {
    const client = s3.client();
    const source = { Bucket, Key: "copies/a + b" };
    await put(client, source, "x");
    const CopySource = [Bucket, "copies", "a+%2B+b"].join(slash);
    await client.send(new CopyObjectCommand({ Bucket, Key: "copies/named", CopySource }));
    expect(await getText(client, { Bucket, Key: "copies/named" })).toBe("x");
  });

  it("of what is not there is refused and makes nothing", async () => {
    const client = s3.client();
    const own = await s3.createBucket();
    const copy = client.send(new CopyObjectCommand({ Bucket: own, Key: "copy", CopySource: `${own}/nothing` }));
    expect(await refusal(copy)).toBe(NO_SUCH_KEY);
    expect(await keysIn(client, own)).toEqual([]);
  });
});
