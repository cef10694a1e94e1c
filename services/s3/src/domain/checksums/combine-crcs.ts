import type { Algorithm } from "./algorithms.ts";

// The CRC of bytes that follow each other, made of the CRCs of the pieces: zeros as many as the second piece has bytes
// are appended to the first one's CRC, a linear map over bits, and the second one's is added.
// https://github.com/madler/zlib/blob/master/crc32.c#L966 describes the idea.

/** An algorithm whose checksums can be combined. */
export type Combinable = Extract<Algorithm, "CRC32" | "CRC32C" | "CRC64NVME">;

/** Reflected, as the CRCs are. https://reveng.sourceforge.io/crc-catalogue/all.htm */
const POLYNOMIALS: Readonly<Record<Combinable, { readonly width: number; readonly polynomial: bigint }>> = {
  CRC32: { width: 32, polynomial: 0xedb88320n },
  CRC32C: { width: 32, polynomial: 0x82f63b78n },
  CRC64NVME: { width: 64, polynomial: 0x9a6c9329ac4bc9b5n },
};

export const isCombinable = (algorithm: Algorithm): algorithm is Combinable => Object.hasOwn(POLYNOMIALS, algorithm);

/** A piece: its CRC, base64, and its size in bytes. */
export type Piece = { readonly checksum: string; readonly size: number };

/** The CRC, base64, of pieces that follow each other. */
export function combineCrcs(algorithm: Combinable, pieces: readonly Piece[]): string {
  const { width } = POLYNOMIALS[algorithm];
  let crc = 0n;
  for (const { checksum, size } of pieces) crc = appendZeros(algorithm, crc, size) ^ numberOf(checksum);
  return Buffer.from(crc.toString(16).padStart(width / 4, "0"), "hex").toString("base64");
}

const numberOf = (base64: string): bigint => BigInt(`0x${Buffer.from(base64, "base64").toString("hex")}`);

function appendZeros(algorithm: Combinable, crc: bigint, bytes: number): bigint {
  let appended = crc;
  for (let rest = bytes, power = 0; rest > 0; rest = Math.floor(rest / 2), power += 1) {
    if (rest % 2 === 1) appended = times(powerOf(algorithm, power), appended);
  }
  return appended;
}

/** A linear map over bits: what becomes of each bit, the lowest first. */
type BitMap = readonly bigint[];

/** By algorithm: what 1, 2, 4, 8 … zero bytes do to a CRC, as far as it was needed. */
const powers: Readonly<Record<Combinable, BitMap[]>> = { CRC32: [], CRC32C: [], CRC64NVME: [] };

function powerOf(algorithm: Combinable, power: number): BitMap {
  const known = powers[algorithm];
  for (;;) {
    const found = known[power];
    if (found !== undefined) return found;
    const last = known.at(-1);
    known.push(last === undefined ? oneByte(algorithm) : squared(last));
  }
}

function oneByte(algorithm: Combinable): BitMap {
  const { width, polynomial } = POLYNOMIALS[algorithm];
  const oneBit: BitMap = Array.from({ length: width }, (_, bit) => (bit === 0 ? polynomial : 1n << BigInt(bit - 1)));
  return squared(squared(squared(oneBit)));
}

const squared = (map: BitMap): BitMap => map.map((bits) => times(map, bits));

function times(map: BitMap, bits: bigint): bigint {
  let sum = 0n;
  for (let rest = bits, bit = 0; rest > 0n; rest >>= 1n, bit += 1) if (rest & 1n) sum ^= map[bit] ?? 0n;
  return sum;
}
