import type { Job } from "@skylab/service";
import type { DynamoStore } from "../store/store.ts";

/** AWS deletes within days; who tests with Skylab waits for it. */
const TURN_MS = 20_000;

/** Deletes the items whose time to live has passed. */
export const deleteDueItems = ({ timeToLive }: DynamoStore): Job => ({
  name: "dynamodb: delete due items",
  everyMs: TURN_MS,
  single: true,
  run: async (clock, signal) => {
    await timeToLive.deleteDue(clock.now(), signal);
  },
});
