import type { Job } from "@skylab/service";
import type { DynamoStore } from "../store/store.ts";
import type { FillingIndex } from "../store/index-filling.ts";

/** Between looking whether there are new indexes to fill. */
const TURN_MS = 500;

/** Fills indexes that came to a table after its items. */
export const fillIndexes = (store: DynamoStore): Job => ({
  name: "dynamodb: fill indexes",
  everyMs: TURN_MS,
  single: true,
  run: async (_clock, signal) => {
    await Promise.all((await store.fillings.all()).map((filling) => fillIndex(store, filling, signal)));
  },
});

async function fillIndex({ fillings }: DynamoStore, filling: FillingIndex, signal: AbortSignal): Promise<void> {
  await fillings.begin(filling);
  let next: FillingIndex | "done" = filling;
  while (next !== "done") {
    if (signal.aborted) return;
    next = await fillings.advance(next);
  }
  await fillings.end(filling);
}
