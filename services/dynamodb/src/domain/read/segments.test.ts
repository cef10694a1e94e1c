import { describe, expect, it } from "vitest";
import { BUCKETS } from "../item/item-key.ts";
import { bucketsOf } from "./segments.ts";

describe("segments", () => {
  it.each([1, 2, 3, 7, 100, 65_535, BUCKETS, BUCKETS + 1, 1_000_000])("of %i have all buckets, each once", (total) => {
    let next = 0;
    for (let number = 0; number < total; number++) {
      const { from, to } = bucketsOf({ number, total });
      if (from !== next || to < from) expect({ number, from, to }).toEqual({ number, from: next, to: from });
      next = to;
    }
    expect(next).toBe(BUCKETS);
  });
});
