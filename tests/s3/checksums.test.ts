import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import {
  ChecksumAlgorithm,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { bytesOf, hashOf, keysIn, KIBIBYTE, MEBIBYTE, refusal, someBytes, useS3 } from "./s3.ts";

const s3 = useS3();
let Bucket: string;
beforeAll(async () => {
  Bucket = await s3.createBucket();
});

const crc32Of = (bytes: Uint8Array): string => {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(bytes));
  return checksum.toString("base64");
};

/** Bytes in pieces that end at these places. */
const streamOf = (bytes: Buffer, ends: readonly number[] = [20_000, 90_001]): Readable =>
  Readable.from([...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)));

describe("the SDK's checksums", () => {
  it("are CRC32 where nothing else is said, of bytes at hand and, as trailers of aws-chunked, of streams", async () => {
    const bytes = someBytes(300 * KIBIBYTE);
    for (const [Key, Body] of [
      ["bytes", bytes],
      ["stream", streamOf(bytes)],
    ] as const) {
      const request = { Bucket, Key, Body, ContentLength: bytes.length };
      const { ChecksumCRC32, ChecksumType } = await s3.client().send(new PutObjectCommand(request));
      expect({ ChecksumCRC32, ChecksumType }).toEqual({ ChecksumCRC32: crc32Of(bytes), ChecksumType: "FULL_OBJECT" });
      const answer = await s3.client().send(new GetObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
      expect(answer.ChecksumCRC32).toBe(crc32Of(bytes));
      // The content encoding is the transport's, not the object's.
      expect(answer.ContentEncoding ?? "").toBe("");
      expect(hashOf(await bytesOf(answer))).toBe(hashOf(bytes));
    }
  });

  it.each([ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA1, ChecksumAlgorithm.SHA256])(
    "are by %s where that is asked for, in a header and in a trailer",
    async (algorithm) => {
      const bytes = someBytes(2 * MEBIBYTE);
      const expected =
        algorithm === ChecksumAlgorithm.CRC32
          ? crc32Of(bytes)
          : createHash(algorithm.toLowerCase()).update(bytes).digest("base64");
      for (const Body of [bytes, streamOf(bytes)]) {
        const at = { Bucket, Key: `by/${algorithm}` };
        const put = new PutObjectCommand({ ...at, Body, ContentLength: bytes.length, ChecksumAlgorithm: algorithm });
        const answer = await s3.client().send(put);
        expect(answer[`Checksum${algorithm}`]).toBe(expected);
        const head = await s3.client().send(new HeadObjectCommand({ ...at, ChecksumMode: "ENABLED" }));
        expect(head[`Checksum${algorithm}`]).toBe(expected);
      }
    },
  );

  it.each([
    // The check values of the catalogues: e3069283 and ae8b14860a799888. https://reveng.sourceforge.io/crc-catalogue/all.htm
    ["CRC32C", { ChecksumCRC32C: "4waSgw==" }],
    ["CRC64NVME", { ChecksumCRC64NVME: "rosUhgp5mIg=" }],
  ])("that a client made by %s are compared and kept", async (name, checksum) => {
    const at = { Bucket, Key: `given/${name}` };
    await s3.client().send(new PutObjectCommand({ ...at, Body: "123456789", ...checksum }));
    expect(await s3.client().send(new HeadObjectCommand({ ...at, ChecksumMode: "ENABLED" }))).toMatchObject(checksum);
    const wrong = s3.client().send(new PutObjectCommand({ ...at, Body: "12345678_", ...checksum }));
    expect(await refusal(wrong)).toBe(
      `400 BadDigest: The ${name} you specified did not match the calculated checksum.`,
    );
  });

  it("go with chunks of 8 KiB at least, as S3 wants them, or which the SDK makes of smaller pieces", async () => {
    const bytes = someBytes(100_000);
    const request = (): PutObjectCommandInput => ({
      Bucket,
      Key: "chunks",
      ContentLength: bytes.length,
      Body: streamOf(bytes, [50_000, 50_001]),
    });
    expect(await refusal(s3.client().send(new PutObjectCommand(request())))).toMatch(
      /^403 InvalidChunkSizeError: Only the last chunk is allowed to have a size less than 8192 bytes/,
    );
    const buffering = s3.client();
    buffering.config.requestStreamBufferSize = 64 * KIBIBYTE;
    await buffering.send(new PutObjectCommand(request()));
    const answer = await buffering.send(new GetObjectCommand({ Bucket, Key: "chunks" }));
    expect(hashOf(await bytesOf(answer))).toBe(hashOf(bytes));
  });

  it("that do not fit are refused, and nothing is kept", async () => {
    const own = await s3.createBucket();
    const body = someBytes(100 * KIBIBYTE);
    const wrongs: Partial<PutObjectCommandInput>[] = [
      { ChecksumCRC32: crc32Of(Buffer.from("other")) },
      { ChecksumSHA256: createHash("sha256").update("other").digest("base64") },
      { ContentMD5: createHash("md5").update("other").digest("base64") },
    ];
    for (const wrong of wrongs) {
      const put = s3.client().send(new PutObjectCommand({ Bucket: own, Key: "key", Body: body, ...wrong }));
      expect(await refusal(put)).toMatch(/^400 BadDigest: /);
    }
    const none = new PutObjectCommand({ Bucket: own, Key: "key", Body: body, ContentMD5: "nonsense" });
    expect(await refusal(s3.client().send(none))).toMatch(/^400 InvalidDigest: /);
    expect(await keysIn(s3.client(), own)).toEqual([]);
  });
});
