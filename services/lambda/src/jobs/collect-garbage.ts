import { systemClock } from "@skylab/aws";
import type { Job } from "@skylab/service";
import type { LambdaStore } from "../store/store.ts";

const TURN_MS = 60_000;

/** Removes the zip files that no version of a function or layer points to any more, and those that crashes have left. */
export const collectGarbage = (store: LambdaStore): Job => ({
  name: "collect garbage",
  everyMs: TURN_MS,
  single: true,
  // By the machine's watch: who downloads or unpacks code does so in real time, wherever a test has moved the product's.
  run: (_clock, signal) => store.code.collect(systemClock.now(), signal),
});
