import type { MovableClock } from "@skylab/aws";
import type { Queues } from "../port.ts";
import { describeDeadLetters } from "./dead-letters.ts";
import { describeFifo } from "./fifo.ts";
import { describeLife } from "./life.ts";
import { describeStandard } from "./standard.ts";

/** An engine opened for one suite. */
export type OpenEngine = {
  readonly queues: () => Queues;
  readonly clock: MovableClock;
  /** Closes in an orderly way and opens again on the same data. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type OpenQueues = () => Promise<OpenEngine>;

/** What every adapter of the queues port must do. The crash part is `describeCrash`. */
export function describeQueues(name: string, open: OpenQueues): void {
  describeStandard(name, open);
  describeFifo(name, open);
  describeDeadLetters(name, open);
  describeLife(name, open);
}
