import type { Job } from "@skylab/service";
import { superviseMappings } from "../mappings/supervise.ts";
import type { LambdaStore } from "../store/store.ts";

/** Where the records' engine fails. */
const AGAIN_MS = 1_000;

/** Reads queues and streams, and hands what they have to functions. Each replica runs its shares of all mappings. */
export const runMappings = (store: LambdaStore): Job => ({
  name: "run event source mappings",
  everyMs: AGAIN_MS,
  run: (_clock, signal) => superviseMappings(store, store.becomeSole, signal),
});
