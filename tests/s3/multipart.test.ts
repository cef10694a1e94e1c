import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandOutput,
  type CompletedMultipartUpload,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { beforeAll, describe, expect, it } from "vitest";
import { bytesOf, get, hashOf, keysIn, MEBIBYTE, type ObjectAt, put, refusal, someBytes, useS3 } from "./s3.ts";

const s3 = useS3();
let Bucket: string;
beforeAll(async () => {
  Bucket = await s3.createBucket();
});

const LEAST_PART = 5 * MEBIBYTE;
const md5Of = (bytes: Uint8Array): Buffer => createHash("md5").update(bytes).digest();

async function begin(at: ObjectAt): Promise<ObjectAt & { UploadId: string }> {
  const { UploadId = "" } = await s3.client().send(new CreateMultipartUploadCommand(at));
  return { ...at, UploadId };
}

async function upload(to: ObjectAt & { UploadId: string }, PartNumber: number, Body: Uint8Array): Promise<string> {
  return (await s3.client().send(new UploadPartCommand({ ...to, PartNumber, Body }))).ETag ?? "";
}

describe("an upload in parts", () => {
  it("of 40 MB by lib-storage, from a stream, is one object", async () => {
    const client = s3.client();
    const [at, bytes] = [{ Bucket, Key: "40 MB" }, someBytes(40_000_000)];
    const Body = Readable.from([bytes.subarray(0, 17_000_000), bytes.subarray(17_000_000)]);
    const done = await new Upload({ client, params: { ...at, Body }, queueSize: 4, partSize: LEAST_PART }).done();
    const parts = Array.from({ length: 8 }, (_, index) => bytes.subarray(index * LEAST_PART, (index + 1) * LEAST_PART));
    const ETag = `"${md5Of(Buffer.concat(parts.map(md5Of))).toString("hex")}-8"`;
    expect(done.ETag).toBe(ETag);
    const answer = await client.send(new GetObjectCommand({ ...at, ChecksumMode: "ENABLED" }));
    expect(answer).toMatchObject({ ETag, ContentLength: bytes.length, ChecksumType: "COMPOSITE" });
    expect(answer.ChecksumCRC32).toMatch(/-8$/);
    expect(hashOf(await bytesOf(answer))).toBe(hashOf(bytes));

    const third = await client.send(new GetObjectCommand({ ...at, PartNumber: 3 }));
    expect(third).toMatchObject({ PartsCount: 8, ContentRange: `bytes 10485760-15728639/${bytes.length}` });
    expect(hashOf(await bytesOf(third))).toBe(hashOf(parts[2] ?? ""));
    // Over the seam of two parts.
    const Range = `bytes=${LEAST_PART - 10}-${LEAST_PART + 9}`;
    const seam = await bytesOf(await client.send(new GetObjectCommand({ ...at, Range })));
    expect(seam).toEqual(bytes.subarray(LEAST_PART - 10, LEAST_PART + 10));
  });

  it("shows nothing before it is completed, and its parts to who asks", async () => {
    const client = s3.client();
    const to = await begin({ Bucket, Key: "under way" });
    const first = someBytes(LEAST_PART);
    const ETag = await upload(to, 1, first);
    await upload(to, 3, Buffer.from("replaced"));
    const last = await upload(to, 3, Buffer.from("the end"));
    expect(await keysIn(client, Bucket)).not.toContain("under way");
    const { Parts } = await client.send(new ListPartsCommand(to));
    expect(Parts?.map((part) => [part.PartNumber, part.ETag, part.Size])).toEqual([
      [1, ETag, LEAST_PART],
      [3, last, 7],
    ]);
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads?.map(({ UploadId }) => UploadId)).toContain(to.UploadId);
    const MultipartUpload = {
      Parts: [
        { PartNumber: 1, ETag },
        { PartNumber: 3, ETag: last },
      ],
    };
    // The SDK's parts bring a CRC32, of which nothing was said when the upload was begun.
    expect(await client.send(new CompleteMultipartUploadCommand({ ...to, MultipartUpload }))).toMatchObject({
      ChecksumCRC64NVME: expect.any(String) as string,
      ChecksumType: "FULL_OBJECT",
    });
    expect(hashOf(await get(client, to))).toBe(hashOf(Buffer.concat([first, Buffer.from("the end")])));
    expect(await refusal(client.send(new ListPartsCommand(to)))).toMatch(/^404 NoSuchUpload: /);
  });

  it("is completed by a list of some parts, and by no other", async () => {
    const to = await begin({ Bucket, Key: "no parts" });
    await upload(to, 1, Buffer.from("x"));
    const complete = (MultipartUpload?: CompletedMultipartUpload): Promise<string> =>
      refusal(s3.client().send(new CompleteMultipartUploadCommand({ ...to, MultipartUpload })));
    expect(await complete()).toBe("400 InvalidRequest: You must specify at least one part");
    expect(await complete({ Parts: [] })).toMatch(/^400 MalformedXML: /);
    expect(await complete({ Parts: [{ PartNumber: 1 }] })).toMatch(/^400 MalformedXML: /);
  });

  it("that is aborted leaves nothing", async () => {
    const client = s3.client();
    const to = await begin({ Bucket, Key: "aborted" });
    const ETag = await upload(to, 1, Buffer.from("x"));
    await client.send(new AbortMultipartUploadCommand(to));
    const gone = /^404 NoSuchUpload: The specified upload does not exist\./;
    expect(await refusal(upload(to, 2, Buffer.from("y")))).toMatch(gone);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    expect(await refusal(client.send(new CompleteMultipartUploadCommand({ ...to, MultipartUpload })))).toMatch(gone);
    expect(await keysIn(client, Bucket)).not.toContain("aborted");
  });

  it("is refused with parts that are too small, of another order, or not its own, and can be completed all the same", async () => {
    const client = s3.client();
    const to = await begin({ Bucket, Key: "refused" });
    const one = { PartNumber: 1, ETag: await upload(to, 1, Buffer.from("small")) };
    const two = { PartNumber: 2, ETag: await upload(to, 2, Buffer.from("too")) };
    const complete = (...Parts: { PartNumber: number; ETag: string }[]): Promise<unknown> =>
      client.send(new CompleteMultipartUploadCommand({ ...to, MultipartUpload: { Parts } }));
    expect(await refusal(complete(one, two))).toMatch(/^400 EntityTooSmall: /);
    expect(await refusal(complete(two, one))).toMatch(/^400 InvalidPartOrder: /);
    expect(await refusal(complete({ PartNumber: 1, ETag: two.ETag }))).toMatch(/^400 InvalidPart: /);
    await complete(two);
    expect((await get(client, to)).toString()).toBe("too");
  });

  it("can have parts that are copies of a range", async () => {
    const client = s3.client();
    const bytes = someBytes(8 * MEBIBYTE);
    await put(client, { Bucket, Key: "source" }, bytes);
    const to = await begin({ Bucket, Key: "from copies" });
    const copy = async (
      PartNumber: number,
      start: number,
      end: number,
    ): Promise<{ PartNumber: number; ETag: string }> => {
      const CopySourceRange = `bytes=${start}-${end - 1}`;
      const command = new UploadPartCopyCommand({ ...to, PartNumber, CopySource: `${Bucket}/source`, CopySourceRange });
      return { PartNumber, ETag: (await client.send(command)).CopyPartResult?.ETag ?? "" };
    };
    const Parts = [await copy(1, MEBIBYTE, 7 * MEBIBYTE), await copy(2, 0, 100)];
    await client.send(new CompleteMultipartUploadCommand({ ...to, MultipartUpload: { Parts } }));
    const expected = Buffer.concat([bytes.subarray(MEBIBYTE, 7 * MEBIBYTE), bytes.subarray(0, 100)]);
    expect(hashOf(await get(client, to))).toBe(hashOf(expected));
    expect(await client.send(new HeadObjectCommand(to))).toMatchObject({ ContentLength: expected.length });
  });

  it("completed twice is answered twice by the same object", async () => {
    const client = s3.client();
    const to = await begin({ Bucket, Key: "twice" });
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: await upload(to, 1, Buffer.from("once")) }] };
    const complete = (): Promise<CompleteMultipartUploadCommandOutput> =>
      client.send(new CompleteMultipartUploadCommand({ ...to, MultipartUpload }));
    const [first, second] = await Promise.all([complete(), complete()]);
    expect(second.ETag).toBe(first.ETag);
    expect((await complete()).ETag).toBe(first.ETag);
  });
});
