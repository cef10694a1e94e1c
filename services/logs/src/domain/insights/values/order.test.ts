import { expect, it } from "vitest";
import { compareNaturally, compareValues } from "./order.ts";
import { Timestamp, type Value } from "./value.ts";

const CHUNKS = /\d+|\D+/g;

/** The order of the documentation, chunk by chunk. */
function byChunks(a: string, b: string): number {
  const [left, right] = [a.match(CHUNKS) ?? [], b.match(CHUNKS) ?? []];
  for (const [index, chunk] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const longer = /^\d/.test(chunk) && /^\d/.test(other) ? chunk.length - other.length : 0;
    const order = longer || Number(chunk > other) - Number(chunk < other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

it("texts are in order by their letters and by the value of their figures", () => {
  const parts = ["x", "xa", "x ", "1", "01", "12", "9", " ", "!", ""];
  const texts = parts.flatMap((a) => parts.flatMap((b) => parts.map((c) => `x${a}${b}${c}`)));
  for (const a of texts)
    for (const b of texts) {
      if (Math.sign(compareNaturally(a, b)) !== Math.sign(byChunks(a, b))) expect([a, b]).toEqual("in order");
    }
});

it.each<readonly [Value, Value, number | undefined]>([
  [2, 10, -1],
  ["2", 10, -1],
  ["2", "10", -1],
  ["a2", "a10", 1],
  ["b", 1, 1],
  [new Timestamp(5), 5, 0],
  [true, "1", 0],
  [true, "true", 0],
  [false, 0, 0],
  [undefined, 1, undefined],
  ["a", undefined, undefined],
])("%o compared with %o is %o", (a, b, expected) => {
  const order = compareValues(a, b);
  expect(order === undefined ? undefined : Math.sign(order)).toBe(expected);
});
