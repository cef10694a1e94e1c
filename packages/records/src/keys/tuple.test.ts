import { describe, expect, test } from "vitest";
import { decodeKey, encodeKey, keyAfter, type KeyPart, prefixRange, startsWithRange } from "./tuple.ts";

/** Mulberry32: the same tuples at every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const ALPHABET = ["\0", "\u0001", "a", "b", "/", "\u007f", "é", "߿", "\uffff", "😀"];

function randomPart(random: (below: number) => number): KeyPart {
  switch (random(8)) {
    case 0:
      return null;
    case 1:
      return random(2) === 0;
    case 2:
      return Uint8Array.from({ length: random(5) }, () => [0, 1, 2, 0xfe, 0xff][random(5)] ?? 0);
    case 3:
      return random(600) - 300;
    case 4:
      return (random(2) === 0 ? -1n : 1n) * BigInt(random(1000)) ** BigInt(random(12));
    case 5:
      return { decimal: `${random(2) === 0 ? "-" : ""}${random(200)}.${random(200)}e${random(9) - 4}` };
    default:
      return Array.from({ length: random(5) }, () => ALPHABET[random(ALPHABET.length)]).join("");
  }
}

function typeRank(part: KeyPart): number {
  if (part === null) return 0;
  if (part instanceof Uint8Array) return 1;
  if (typeof part === "string") return 2;
  if (typeof part === "number" || typeof part === "bigint") return 3;
  if (typeof part === "object") return 4;
  return part ? 6 : 5;
}

function comparable(part: KeyPart): bigint | Uint8Array {
  if (typeof part === "string") return Buffer.from(part);
  if (part instanceof Uint8Array) return part;
  if (typeof part === "number" || typeof part === "bigint") return BigInt(part);
  if (part !== null && typeof part === "object") {
    const [, sign = "", whole = "", fraction = "", power = ""] = /^(-?)(\d+)\.(\d+)e(-?\d+)$/.exec(part.decimal) ?? [];
    return BigInt(sign + whole + fraction) * 10n ** BigInt(20 + Number(power) - fraction.length);
  }
  return 0n;
}

function comparePart(a: KeyPart, b: KeyPart): number {
  const ranks = typeRank(a) - typeRank(b);
  if (ranks !== 0) return Math.sign(ranks);
  const [left, right] = [comparable(a), comparable(b)];
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right);
  return left < right ? -1 : Number(left > right);
}

function compareTuples(a: readonly KeyPart[], b: readonly KeyPart[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = comparePart(part, other);
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : 0;
}

const random = seeded(20_261_126);
const tuples = Array.from({ length: 20_000 }, () => Array.from({ length: random(4) }, () => randomPart(random)));

function within(key: Uint8Array, { from, to }: { from: Uint8Array; to: Uint8Array }): boolean {
  return Buffer.compare(key, from) >= 0 && Buffer.compare(key, to) < 0;
}

describe("a key made of a tuple", () => {
  test("sorts as the values of the tuple do, one after the other", () => {
    for (let index = 1; index < tuples.length; index++) {
      const [a = [], b = []] = [tuples[index - 1], tuples[index]];
      expect({ a, b, order: Buffer.compare(encodeKey(...a), encodeKey(...b)) }).toEqual({
        a,
        b,
        order: compareTuples(a, b),
      });
    }
  });

  test("gives its parts back", () => {
    for (const tuple of tuples) expect(compareTuples(decodeKey(encodeKey(...tuple)).map(spelledOut), tuple)).toBe(0);
  });

  test("sorts before every longer tuple that begins with it, and its prefix range holds just those", () => {
    for (let index = 1; index < tuples.length; index++) {
      const [prefix = [], rest = []] = [tuples[index - 1], tuples[index]];
      const range = prefixRange(...prefix);
      expect(within(encodeKey(...prefix, ...rest), range)).toBe(true);
      const begins = compareTuples(rest.slice(0, prefix.length), prefix) === 0;
      expect(within(encodeKey(...rest), range)).toBe(begins);
    }
  });

  test("keeps integers of any size and sign in order", () => {
    const powers = Array.from({ length: 70 }, (_, bits) => 2n ** BigInt(bits * 3));
    const integers = powers.flatMap((power) => [power - 1n, power, power + 1n]).flatMap((value) => [value, -value]);
    const sorted = [...new Set(integers)].toSorted((a, b) => Number(a > b) - Number(a < b));
    const keys = sorted.map((value) => encodeKey(value));
    expect(keys.toSorted((a, b) => Buffer.compare(a, b))).toEqual(keys);
    expect(keys.map((key) => comparable(decodeKey(key)[0] ?? null))).toEqual(sorted);
  });

  test("treats a number and the bigint of its value alike", () => {
    for (const value of [0, 1, -1, 255, 256, -256, 2 ** 48 - 1, 2 ** 48, -(2 ** 48), Number.MAX_SAFE_INTEGER]) {
      expect(encodeKey(value)).toEqual(encodeKey(BigInt(value)));
    }
  });

  test("keeps the decimals of DynamoDB in order and gives them back in plain notation", () => {
    const sorted = ["-9.9999999999999999999999999999999999999e125", "-10", "-1.23", "-1.2", "-1e-130", "0"].concat([
      "1e-130",
      "0.001",
      "0.5",
      "1",
      "1.5",
      "2",
      "10",
      "99.99",
      "100",
      "9.9999999999999999999999999999999999999e125",
    ]);
    const keys = sorted.map((decimal) => encodeKey({ decimal }));
    expect(keys.toSorted((a, b) => Buffer.compare(a, b))).toEqual(keys);
    expect(decodeKey(encodeKey({ decimal: "-0012.3400" }, { decimal: "+1.20e3" }, { decimal: ".5e-2" }))).toEqual([
      { decimal: "-12.34" },
      { decimal: "1200" },
      { decimal: "0.005" },
    ]);
    expect(encodeKey({ decimal: "-0.00" })).toEqual(encodeKey({ decimal: "0" }));
  });

  test("refuses a number that is no integer and a text that is no decimal", () => {
    expect(() => encodeKey(1.5)).toThrow(RangeError);
    expect(() => encodeKey(Number.NaN)).toThrow(RangeError);
    expect(() => encodeKey(Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => encodeKey({ decimal: "1,5" })).toThrow(RangeError);
    expect(() => encodeKey({ decimal: "" })).toThrow(RangeError);
    expect(() => encodeKey({ decimal: "1e40000" })).toThrow(RangeError);
  });

  test("holds strings longer than any buffer that was used before", () => {
    const long = "long ☃ ".repeat(5000);
    expect(decodeKey(encodeKey(long, 7))).toEqual([long, 7]);
  });
});

describe("a range of strings by their beginning", () => {
  test("holds what begins so, whatever follows, and nothing else", () => {
    const range = startsWithRange("bucket", "photos/");
    expect(within(encodeKey("bucket", "photos/"), range)).toBe(true);
    expect(within(encodeKey("bucket", "photos/\0"), range)).toBe(true);
    expect(within(encodeKey("bucket", "photos/\u{10ffff}", 7), range)).toBe(true);
    expect(within(encodeKey("bucket", "photos"), range)).toBe(false);
    expect(within(encodeKey("bucket", "photos0"), range)).toBe(false);
    expect(within(encodeKey("other", "photos/1"), range)).toBe(false);
  });

  test("holds bytes that begin with the greatest and the least", () => {
    const greatest = startsWithRange(Uint8Array.of(0xff, 0xff));
    expect(within(encodeKey(Uint8Array.of(0xff, 0xff, 0xff)), greatest)).toBe(true);
    expect(within(encodeKey(Uint8Array.of(0xff)), greatest)).toBe(false);
    expect(within(encodeKey(""), greatest)).toBe(false);
    const least = startsWithRange(Uint8Array.of(1, 0));
    expect(within(encodeKey(Uint8Array.of(1, 0, 0xff)), least)).toBe(true);
    expect(within(encodeKey(Uint8Array.of(1, 0)), least)).toBe(true);
    expect(within(encodeKey(Uint8Array.of(1, 1)), least)).toBe(false);
    expect(within(encodeKey(Uint8Array.of(1)), least)).toBe(false);
  });
});

test("nothing lies between a key and the key after it", () => {
  const key = encodeKey("a");
  expect(Buffer.compare(keyAfter(key), key)).toBe(1);
  expect(keyAfter(key)).toEqual(Uint8Array.of(...key, 0));
});

function spelledOut(part: KeyPart): KeyPart {
  if (part === null || typeof part !== "object" || part instanceof Uint8Array) return part;
  const [whole = "", fraction = "0"] = part.decimal.split(".");
  return { decimal: `${whole}.${fraction}e0` };
}
