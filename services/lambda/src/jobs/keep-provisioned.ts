import { placesOf } from "@skylab/records";
import type { Job } from "@skylab/service";
import { keepAllWarm } from "../provisioned/keep-warm.ts";
import type { LambdaStore } from "../store/store.ts";

/** Often enough that a host that was started again has its environments soon. */
const EVERY_MS = 10_000;

/** Tells the host again and again what is provisioned: it keeps nothing that outlives it, and sessions of roles end. */
export const keepProvisioned = (store: LambdaStore): Job => ({
  name: "keep what is provisioned",
  everyMs: EVERY_MS,
  single: true,
  run: async (_clock, signal) => {
    for (const { place } of await placesOf(store.records).all()) {
      for await (const { concurrency, name } of store.concurrency.all(place)) {
        if (signal.aborted) return;
        await keepAllWarm({ place, name }, concurrency, store);
      }
    }
  },
});
