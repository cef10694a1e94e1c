import { jsonTable } from "@skylab/records";
import { HEADS_SPACE } from "./spaces.ts";

/**
 * What changes with every event of a group. Whatever is written into a group checks it: so what is decided holds, and
 * nothing is written into a group that is gone.
 */
export type GroupHead = {
  /** What its events take, as AWS counts it. */
  readonly storedBytes: number;
  /** The number of the next stream. */
  readonly nextStream: number;
  /** The arrival of the next event. */
  readonly nextArrival: number;
  /** The highest level that a chunk was ever of. */
  readonly topLevel: number;
  /** The numbers of streams that were deleted, and of which there are events still: nobody sees them. */
  readonly deleted: readonly number[];
};

export const heads = jsonTable<GroupHead>(HEADS_SPACE);

export const NEW_HEAD: GroupHead = { storedBytes: 0, nextStream: 0, nextArrival: 0, topLevel: 0, deleted: [] };
