import { describe, expect, it } from "vitest";
import { type Combinable, combineCrcs } from "./combine-crcs.ts";
import { startDigest } from "./digest.ts";

const ALGORITHMS: readonly Combinable[] = ["CRC32", "CRC32C", "CRC64NVME"];

function checksumOf(algorithm: Combinable, bytes: Uint8Array): string {
  const digest = startDigest(algorithm);
  digest.update(bytes);
  return digest.value().toString("base64");
}

describe.each(ALGORITHMS)("%s", (algorithm) => {
  it.each([
    ["one piece", [5]],
    ["two", [1, 1]],
    ["an empty one", [3, 0, 4]],
    ["many of many sizes", [1, 2, 3, 1000, 7, 65_537, 12]],
  ])("of the whole is made of %s", (_name, sizes) => {
    const whole = Buffer.from(
      Array.from({ length: sizes.reduce((sum, size) => sum + size, 0) }, (_, at) => (at * 31) % 251),
    );
    let at = 0;
    const pieces = sizes.map((size) => {
      const piece = whole.subarray(at, (at += size));
      return { checksum: checksumOf(algorithm, piece), size };
    });
    expect(combineCrcs(algorithm, pieces)).toBe(checksumOf(algorithm, whole));
  });
});
