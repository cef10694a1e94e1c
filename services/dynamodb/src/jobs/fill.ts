import type { Job } from "@skylab/service";
import type { PlacedFilling } from "../store/open-fillings.ts";
import type { DynamoStore } from "../store/store.ts";

/** Between looking whether there is something new to fill. */
const TURN_MS = 1000;

/** Fills indexes that came to a table after its items, backups, and tables that are restored. */
export const fill = (store: DynamoStore): Job => ({
  name: "dynamodb: fill",
  everyMs: TURN_MS,
  single: true,
  run: async (_clock, signal) => {
    const filled = await Promise.allSettled(
      (await store.fillings.all()).map((filling) => fillOne(store, filling, signal)),
    );
    // Only when the others are through: the next turn is not to meet them.
    const failures = filled.flatMap((each): unknown[] => (each.status === "rejected" ? [each.reason] : []));
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${filled.length} are not filled`);
  },
});

async function fillOne({ fillings }: DynamoStore, filling: PlacedFilling, signal: AbortSignal): Promise<void> {
  await fillings.begin(filling);
  let next: PlacedFilling | "done" | "later" = filling;
  while (next !== "done") {
    if (signal.aborted || next === "later") return;
    next = await fillings.advance(next);
  }
  await fillings.end(filling);
}
