import { encodeKey } from "@skylab/records";
import { expect, test } from "vitest";
import { BUCKETS, hashParts, itemKey } from "./item-key.ts";

test("hash keys spread over all buckets", () => {
  const buckets = Array.from({ length: 4096 }, (_, n) => Number(hashParts([{ N: String(n) }])[0]));
  for (const bucket of buckets) expect(bucket).toBeLessThan(BUCKETS);
  const quarters = [0, 1, 2, 3].map((quarter) => buckets.filter((bucket) => bucket >> 14 === quarter).length);
  // Each has 1,024 of them, give or take; a spread without a pattern misses by more than 200 once in trillions.
  for (const count of quarters) expect(Math.abs(count - 1024)).toBeLessThan(200);
});

test("hash keys of any length are told apart, and texts from bytes", () => {
  const long = "x".repeat(2047);
  const keys = [
    { S: `${long}a` },
    { S: `${long}b` },
    { S: "x" },
    { B: Buffer.from("x") },
    { B: Buffer.from(`${long}a`) },
  ];
  const encoded = keys.map((a) => {
    const type = "S" in a ? "S" : "B";
    // Buckets aside: two keys may share one.
    const [, ...parts] = itemKey({ a }, { hash: [{ name: "a", type }], range: [] });
    return Buffer.from(encodeKey(...parts)).toString("hex");
  });
  expect(new Set(encoded).size).toBe(keys.length);
});
