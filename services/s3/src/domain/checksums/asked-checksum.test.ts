import { expect, it } from "vitest";
import { askedChecksum, type ChecksumInput } from "./asked-checksum.ts";

const CRC = "y/Q5Jg==";

it.each<[ChecksumInput, string | undefined, object]>([
  [{}, undefined, { algorithm: undefined, value: undefined }],
  [{ ChecksumCRC32: CRC }, undefined, { algorithm: "CRC32", value: CRC }],
  [{ ChecksumCRC32: CRC, ChecksumAlgorithm: "CRC32" }, undefined, { algorithm: "CRC32", value: CRC }],
  [{ ChecksumAlgorithm: "CRC32C" }, "x-amz-checksum-crc32c", { algorithm: "CRC32C", value: undefined }],
  [{}, "X-Amz-Checksum-SHA256", { algorithm: "SHA256", value: undefined }],
])("%o with the trailer %s asks for %o", (input, trailer, asked) => {
  expect(askedChecksum(input, trailer)).toMatchObject(asked);
});

it.each<[ChecksumInput, string | undefined, string]>([
  [{ ChecksumCRC32: "y/Q5Jg" }, undefined, "Value for x-amz-checksum-crc32 header is invalid."],
  [{ ChecksumCRC32: CRC }, "x-amz-checksum-crc32c", "Expecting a single x-amz-checksum- header."],
  [{ ChecksumAlgorithm: "SHA1", ChecksumCRC32: CRC }, undefined, "Value for x-amz-sdk-checksum-algorithm"],
  [{ ChecksumXXHASH64: "AAAAAAAAAAA=" }, undefined, "Checksum algorithm provided is unsupported."],
  [{}, "x-amz-checksum-xxhash3", "Checksum algorithm provided is unsupported."],
])("%o with the trailer %s is refused: %s", (input, trailer, refused) => {
  expect(() => askedChecksum(input, trailer)).toThrow(refused);
});
