import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ALGORITHMS } from "./algorithms.ts";
import { digestOf, startDigest } from "./digest.ts";

// Of "123456789": the check values of the algorithms. https://reveng.sourceforge.io/crc-catalogue/all.htm
it.each([
  ["CRC32", "cbf43926"],
  ["CRC32C", "e3069283"],
  ["CRC64NVME", "ae8b14860a799888"],
  ["MD5", createHash("md5").update("123456789").digest("hex")],
  ["SHA1", createHash("sha1").update("123456789").digest("hex")],
  ["SHA256", createHash("sha256").update("123456789").digest("hex")],
  ["SHA512", createHash("sha512").update("123456789").digest("hex")],
] as const)("%s of 123456789 is %s", (algorithm, hex) => {
  expect(digestOf(algorithm, Buffer.from("123456789")).toString("hex")).toBe(hex);
});

/** Bytes of all values, of a length that is no multiple of what is taken at a time. */
const BYTES = Buffer.from(Array.from({ length: 10_007 }, (_, index) => (index * index + 17 * index) & 0xff));

describe.each(ALGORITHMS)("%s", (algorithm) => {
  it.each([1, 3, 7, 8, 9, 1000])("is the same however the bytes are cut: by %i", (cut) => {
    const digest = startDigest(algorithm);
    for (let at = 0; at < BYTES.length; at += cut) digest.update(BYTES.subarray(at, at + cut));
    expect(digest.value()).toEqual(digestOf(algorithm, BYTES));
  });

  it("of nothing is the same as of no bytes at all", () => {
    expect(startDigest(algorithm).value()).toEqual(digestOf(algorithm, Buffer.alloc(0)));
  });
});

it("the tables tell what a bit at a time tells", () => {
  const bitwise = (polynomial: bigint, width: bigint): bigint => {
    const ones = (1n << width) - 1n;
    let crc = ones;
    for (const byte of BYTES) {
      crc ^= BigInt(byte);
      for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ polynomial : crc >> 1n;
    }
    return crc ^ ones;
  };
  expect(digestOf("CRC64NVME", BYTES).readBigUInt64BE()).toBe(bitwise(0x9a6c9329ac4bc9b5n, 64n));
  expect(BigInt(digestOf("CRC32C", BYTES).readUInt32BE())).toBe(bitwise(0x82f63b78n, 32n));
  expect(digestOf("CRC32", BYTES).readUInt32BE()).toBe(crc32(BYTES));
});
