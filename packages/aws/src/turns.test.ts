import { expect, it } from "vitest";
import { takeTurns } from "./turns.ts";

it("lets work on one thing be done in turn, whatever becomes of that before it, and on another at once", async () => {
  const takeTurn = takeTurns();
  const done: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    done.push(`begin ${name}`);
    await new Promise(setImmediate);
    done.push(`end ${name}`);
    if (name === "a1") throw new Error("a1 failed");
  };
  const all = [takeTurn("a", work("a1")), takeTurn("a", work("a2")), takeTurn("b", work("b1"))];
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  expect(done.indexOf("begin a2")).toBeGreaterThan(done.indexOf("end a1"));
  expect(done.indexOf("begin b1")).toBeLessThan(done.indexOf("end a1"));
});
