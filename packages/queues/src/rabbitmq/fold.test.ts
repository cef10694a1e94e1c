import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { inTime } from "./deadline.ts";
import { fold } from "./fold.ts";

/** Folded doubling of numbers, each as heavy as itself; what was done together is written down. */
function doubling(
  most: number,
  patiences: readonly number[] = [],
): { double: (item: number, index?: number) => Promise<number>; done: number[][] } {
  const done: number[][] = [];
  const folded = fold<number, number>({
    work: async (items) => {
      done.push([...items]);
      if (items.includes(13)) throw new Error("thirteen");
      return items.map((item) => 2 * item);
    },
    weightOf: (item) => item,
    most,
  });
  const double = (item: number, index = 0): Promise<number> =>
    inTime((deadline) => folded(item, deadline), patiences[index]);
  return { double, done };
}

describe("folded calls", () => {
  it("are done together where they are made in one turn, each with its own result", async () => {
    const { double, done } = doubling(100);
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(done).toEqual([[1, 2, 3]]);
  });

  it("are done one after the other where each waits for the one before", async () => {
    const { double, done } = doubling(100);
    expect(await double(1)).toBe(2);
    expect(await double(2)).toBe(4);
    expect(done).toEqual([[1], [2]]);
  });

  it("are done in their order, no more than so much at once, and what is heavier alone", async () => {
    const { double, done } = doubling(10);
    expect(await Promise.all([4, 6, 1, 99, 5, 5].map(double))).toEqual([8, 12, 2, 198, 10, 10]);
    expect(done).toEqual([[4, 6], [1], [99], [5, 5]]);
  });

  it("fail with those that are done together, and with no others", async () => {
    const { double } = doubling(20);
    const outcomes = await Promise.allSettled([13, 7, 14].map(double));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(await double(1)).toBe(2);
  });

  it("fail when their time is up while earlier ones are under way, and are not done later", async () => {
    const ends: (() => void)[] = [];
    const begun: string[] = [];
    const folded = fold<string, string>({
      work: async (items) => {
        begun.push(...items);
        await new Promise<void>((resolve) => ends.push(resolve));
        return items;
      },
      weightOf: () => 1,
      most: 1,
    });
    const early = ["a", "b"].map((item) => inTime((deadline) => folded(item, deadline)));
    await expect(inTime((deadline) => folded("late", deadline), 50)).rejects.toThrow("Redis does not answer");
    for (const end of ends) end();
    expect(await Promise.all(early)).toEqual(["a", "b"]);
    await setImmediate();
    expect(begun).toEqual(["a", "b"]);
  });

  it("are not done together with one whose time is up much sooner", async () => {
    const { double, done } = doubling(100, [100_000, 500, 100_000]);
    await Promise.all([1, 2, 3].map(double));
    expect(done).toEqual([[1], [2], [3]]);
  });
});
