import { describeDeadLetters } from "./dead-letters.ts";
import { describeFair } from "./fair.ts";
import { describeFifo } from "./fifo.ts";
import { describeLife } from "./life.ts";
import { describeMany } from "./many.ts";
import { describeStandard } from "./standard.ts";
import type { OpenQueues } from "./under-test.ts";

/** What every adapter of the queues port must do. The crash part is `describeCrash`. */
export function describeQueues(name: string, open: OpenQueues): void {
  describeStandard(name, open);
  describeFair(name, open);
  describeFifo(name, open);
  describeDeadLetters(name, open);
  describeLife(name, open);
  describeMany(name, open);
}
