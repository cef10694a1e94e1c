import { systemClock } from "@skylab/aws";
import type { Job } from "@skylab/service";
import type { S3Store } from "../store/store.ts";

const TURN_MS = 60_000;

/** Removes the bytes of objects that were replaced or deleted, and those that crashes have left. */
export const collectGarbage = (store: S3Store): Job => ({
  name: "collect garbage",
  everyMs: TURN_MS,
  single: true,
  // By the machine's watch: who reads bytes does so in real time, wherever a test has moved the product's.
  run: (_clock, signal) => store.bodies.collect({ now: systemClock.now(), signal }),
});
