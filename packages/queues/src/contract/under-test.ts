import type { MovableClock } from "@skylab/aws";
import type { Queues } from "../port.ts";

/** An engine opened for one suite. */
export type OpenEngine = {
  readonly queues: () => Queues;
  readonly clock: MovableClock;
  /** Closes in an orderly way and opens again on the same data. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type OpenQueues = () => Promise<OpenEngine>;
