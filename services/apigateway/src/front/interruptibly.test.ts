import { expect, it } from "vitest";
import { Interrupted, interruptibly } from "./interruptibly.ts";

/** Passes without the processor, as time does on a machine that has none to give. */
const standStill = (): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);

const compute = (): void => {
  for (;;);
};

it("what was kept from the processor has not taken long, and is run again", () => {
  let attempts = 0;
  const run = (): string => {
    attempts += 1;
    if (attempts === 1) standStill();
    return "done";
  };
  expect(interruptibly(250, run)).toBe("done");
  expect(attempts).toBeGreaterThan(1);
});

it("what never has the processor is given up", () => {
  expect(() => interruptibly(10, standStill)).toThrow(Interrupted);
});

it("what computes for ever is stopped", () => {
  expect(() => interruptibly(50, compute)).toThrow(Interrupted);
});

it("what is thrown is thrown on", () => {
  expect(() => interruptibly(50, () => JSON.parse("{"))).toThrow(SyntaxError);
});
