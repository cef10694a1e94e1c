import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { DeleteObjectsCommand, PutBucketTaggingCommand } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { errorOf, useWeb } from "./web.ts";

const web = useWeb();

const DOCUMENT =
  '<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>';
const MD5 = createHash("md5").update(DOCUMENT).digest("base64");
const SHA256 = createHash("sha256").update(DOCUMENT).digest("base64");
const CRC32 = Buffer.alloc(4);
CRC32.writeUInt32BE(crc32(DOCUMENT));

const tag = async (headers: Readonly<Record<string, string>>): Promise<string> => {
  const answer = await web.ask({ method: "PUT", path: `/${await web.bucket()}?tagging`, headers, body: DOCUMENT });
  return answer.status === 204 ? "204" : errorOf(answer);
};

it.each([
  { "content-md5": MD5 },
  { "x-amz-checksum-sha256": SHA256, "x-amz-sdk-checksum-algorithm": "SHA256" },
  { "x-amz-checksum-crc32": CRC32.toString("base64"), "content-md5": MD5 },
])("a document with its right digests is taken: %o", async (headers) => {
  expect(await tag(headers)).toBe("204");
});

it.each([
  [
    { "content-md5": createHash("md5").update("").digest("base64") },
    "400 BadDigest: The Content-MD5 you specified did not match what we received.",
  ],
  [{ "content-md5": "no digest" }, "400 InvalidDigest: The Content-MD5 you specified was invalid."],
  [
    { "x-amz-checksum-crc32": "AAAAAA==" },
    "400 BadDigest: The CRC32 you specified did not match the calculated checksum.",
  ],
  [{ "x-amz-checksum-sha256": "short" }, "400 InvalidRequest: Value for x-amz-checksum-sha256 header is invalid."],
])("a document is refused that is not the one of its digests: %o", async (headers, refusal) => {
  expect(await tag(headers)).toBe(refusal);
});

it("what the SDK sends is right", async () => {
  const Bucket = await web.bucket();
  await web.client().send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }));
  const { Deleted } = await web
    .client()
    .send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "a" }] }, ChecksumAlgorithm: "CRC32C" }));
  expect(Deleted).toHaveLength(1);
});
