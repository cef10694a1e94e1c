import { createHash, hash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Algorithm } from "./algorithms.ts";
import { crc32c } from "./crc32c.ts";
import { emptyCrc64, updateCrc64nvme } from "./crc64nvme.ts";

/** A checksum in the making: of bytes that flow by. */
export type Digest = {
  readonly update: (bytes: Uint8Array) => void;
  /** Of all bytes that came; asked for once. */
  readonly value: () => Buffer;
};

/** Begins a checksum. */
export function startDigest(algorithm: Algorithm): Digest {
  switch (algorithm) {
    case "CRC32":
      return crcDigest((bytes, crc) => crc32(bytes, crc));
    case "CRC32C":
      return crcDigest(crc32c);
    case "CRC64NVME":
      return crc64Digest();
    default: {
      const digest = createHash(algorithm);
      return { update: (bytes) => void digest.update(bytes), value: () => digest.digest() };
    }
  }
}

/** The checksum of bytes that are at hand. */
export function digestOf(algorithm: Algorithm, bytes: Uint8Array): Buffer {
  if (!algorithm.startsWith("CRC")) return hash(algorithm, bytes, "buffer");
  const digest = startDigest(algorithm);
  digest.update(bytes);
  return digest.value();
}

function crcDigest(update: (bytes: Uint8Array, crc: number) => number): Digest {
  let crc = 0;
  return {
    update: (bytes) => {
      crc = update(bytes, crc);
    },
    value: () => {
      const value = Buffer.allocUnsafe(4);
      value.writeUInt32BE(crc);
      return value;
    },
  };
}

function crc64Digest(): Digest {
  const crc = emptyCrc64();
  return {
    update: (bytes) => updateCrc64nvme(crc, bytes),
    value: () => {
      const value = Buffer.allocUnsafe(8);
      value.writeUInt32BE(crc.high, 0);
      value.writeUInt32BE(crc.low, 4);
      return value;
    },
  };
}
