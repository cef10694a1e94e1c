import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { startDigest } from "../domain/checksums/digest.ts";
import { got, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { HeadObject } from "./HeadObject.ts";
import { ListMultipartUploads } from "./ListMultipartUploads.ts";
import { ListParts } from "./ListParts.ts";
import { UploadPartCopy } from "./UploadPartCopy.ts";
import { beginUpload, FIVE_MIB, md5, MIB, refused } from "../testing/uploads.ts";

const test = useS3();

function crc32(bytes: string | Buffer): string {
  const digest = startDigest("CRC32");
  digest.update(Buffer.from(bytes));
  return digest.value().toString("base64");
}

const sha = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();

describe("checksums of parts", () => {
  it("make the object's, of the whole", async () => {
    const bucket = await makeBucket(test());
    const upload = await beginUpload(test(), bucket, {
      Key: "k",
      ChecksumAlgorithm: "CRC32",
      ChecksumType: "FULL_OBJECT",
    });
    const parts = [await upload.part(1, FIVE_MIB, { ChecksumCRC32: crc32(FIVE_MIB) }), await upload.part(2, "end")];
    expect(parts[1]).toMatchObject({ ChecksumCRC32: crc32("end") });
    const whole = crc32(Buffer.concat([FIVE_MIB, Buffer.from("end")]));
    expect(await refused(upload.complete(parts, { ChecksumCRC32: crc32("else") }))).toMatchObject({
      code: "BadDigest",
    });
    expect(await upload.complete(parts, { ChecksumCRC32: whole })).toMatchObject({ ChecksumCRC32: whole });
    const head = await test().call(HeadObject, { Bucket: bucket.name, Key: "k", ChecksumMode: "ENABLED" });
    expect(head).toMatchObject({ ChecksumCRC32: whole, ChecksumType: "FULL_OBJECT" });
  });

  it("make the object's of their own, which must be told again", async () => {
    const upload = await beginUpload(test(), await makeBucket(test()), { Key: "k", ChecksumAlgorithm: "SHA256" });
    const part = await upload.part(1, "x");
    const { PartNumber, ETag } = part;
    expect(await refused(upload.complete([{ PartNumber, ETag }]))).toMatchObject({
      message:
        "The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.",
    });
    const composite = `${sha(sha(Buffer.from("x"))).toString("base64")}-1`;
    expect(await upload.complete([part])).toMatchObject({ ChecksumSHA256: composite, ChecksumType: "COMPOSITE" });
  });

  it("are of the upload's algorithm, and of its mode", async () => {
    const upload = await beginUpload(test(), await makeBucket(test()), { Key: "k", ChecksumAlgorithm: "CRC32C" });
    expect(await refused(upload.part(1, "x", { ChecksumCRC32: crc32("x") }))).toMatchObject({
      message: "Checksum Type mismatch occurred, expected checksum Type: crc32c, actual checksum Type: crc32",
    });
    const part = await upload.part(1, "x");
    expect(await refused(upload.complete([part], { ChecksumType: "FULL_OBJECT" }))).toMatchObject({
      message:
        "The upload was created using the COMPOSITE checksum mode. The complete request must use the same checksum mode.",
    });
  });

  it.each([
    ["CRC64NVME", "COMPOSITE", "The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm."],
    ["SHA1", "FULL_OBJECT", "The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm."],
    [
      undefined,
      "COMPOSITE",
      "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
    ],
  ] as const)("%s as %s are refused", async (ChecksumAlgorithm, ChecksumType, message) => {
    const asked = { ...(ChecksumAlgorithm && { ChecksumAlgorithm }), ChecksumType };
    expect(await refused(beginUpload(test(), await makeBucket(test()), { Key: "k", ...asked }))).toMatchObject({
      message,
    });
  });
});

describe("a customer's key", () => {
  const key = Buffer.alloc(32, 7);
  const sent = {
    SSECustomerAlgorithm: "AES256",
    SSECustomerKey: key.toString("base64"),
    SSECustomerKeyMD5: md5(key).toString("base64"),
  };

  it("encrypts every part, and is asked for with every part", async () => {
    const bucket = await makeBucket(test());
    const upload = await beginUpload(test(), bucket, { Key: "k", ...sent });
    expect(await refused(upload.part(1, "x"))).toMatchObject({
      message:
        "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.",
    });
    const parts = [await upload.part(1, FIVE_MIB, sent), await upload.part(2, "end", sent)];
    await upload.complete(parts);
    const range = await got(test(), bucket, { Key: "k", ...sent, Range: `bytes=${5 * MIB - 3}-` });
    expect(range.toString()).toBe("aaaend");
  });
});

describe("a copy as a part", () => {
  it("is made of all of an object, or of a range", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "source", body: "0123456789" });
    const upload = await beginUpload(test(), bucket, { Key: "k" });
    const copy = { ...upload.at, PartNumber: 1, CopySource: `${bucket.name}/source` };
    expect(await refused(test().call(UploadPartCopy, { ...copy, CopySourceRange: "bytes=5-10" }))).toMatchObject({
      code: "InvalidArgument",
      message: "Range specified is not valid for source object of size: 10",
    });
    expect(await refused(test().call(UploadPartCopy, { ...copy, CopySourceRange: "5-6" }))).toMatchObject({
      code: "InvalidArgument",
    });
    const { CopyPartResult } = await test().call(UploadPartCopy, { ...copy, CopySourceRange: "bytes=2-4" });
    expect(CopyPartResult?.ETag).toBe(`"${md5("234").toString("hex")}"`);
    await upload.complete([{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    expect((await got(test(), bucket, { Key: "k" })).toString()).toBe("234");
  });
});

describe("listings of uploads", () => {
  it("tell the parts by pages", async () => {
    const upload = await beginUpload(test(), await makeBucket(test()), { Key: "k" });
    expect(await test().call(ListParts, upload.at)).toMatchObject({
      PartNumberMarker: "0",
      NextPartNumberMarker: "0",
      Parts: [],
    });
    for (const number of [1, 2, 3]) await upload.part(number, String(number));
    const first = await test().call(ListParts, { ...upload.at, MaxParts: 2 });
    expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2", MaxParts: 2 });
    expect(first.Parts).toMatchObject([
      { PartNumber: 1, Size: 1, ETag: `"${md5("1").toString("hex")}"` },
      { PartNumber: 2 },
    ]);
    const rest = await test().call(ListParts, { ...upload.at, PartNumberMarker: "2" });
    expect(rest.Parts).toMatchObject([{ PartNumber: 3 }]);
    expect(rest.IsTruncated).toBe(false);
  });

  it("tell the uploads of a key in the order in which they were begun, and go on behind one", async () => {
    const bucket = await makeBucket(test());
    const begun = [];
    for (const key of ["b", "a", "a"]) {
      begun.push((await beginUpload(test(), bucket, { Key: key })).at);
      test().clock.advance(1);
    }
    const [b, first, second] = begun;
    const list = (more: object) => test().call(ListMultipartUploads, { Bucket: bucket.name, ...more });
    const ids = ({ Uploads = [] }: Awaited<ReturnType<typeof list>>) => Uploads.map(({ UploadId }) => UploadId);
    expect(ids(await list({}))).toEqual([first?.UploadId, second?.UploadId, b?.UploadId]);
    const page = await list({ MaxUploads: 1 });
    expect(page).toMatchObject({ IsTruncated: true, NextKeyMarker: "a", NextUploadIdMarker: first?.UploadId });
    expect(ids(await list({ KeyMarker: "a", UploadIdMarker: first?.UploadId }))).toEqual([
      second?.UploadId,
      b?.UploadId,
    ]);
    expect(ids(await list({ KeyMarker: "a" }))).toEqual([b?.UploadId]);
    expect(await refused(list({ KeyMarker: "b", UploadIdMarker: first?.UploadId }))).toMatchObject({
      message: "Invalid uploadId marker",
    });
  });
});
