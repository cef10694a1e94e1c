import type { Logger } from "@skylab/service";
import { TOLD_EVERY_MS } from "./limits.ts";
import type { StreamAddress } from "./put-lines.ts";

/** Counts the lines that nobody will ever see, and tells of them now and then, not of each. */
export type Dropped = (stream: StreamAddress, lines: number, reason: unknown) => void;

/** By the machine's own time: what is written to the product's own log is nothing of its clock. */
export function tellDropped(log: Pick<Logger, "warn">): Dropped {
  let toldAt = Number.NEGATIVE_INFINITY;
  let untold = 0;
  return ({ group, onBehalfOf, stream }, lines, reason) => {
    untold += lines;
    const now = performance.now();
    if (now - toldAt < TOLD_EVERY_MS) return;
    toldAt = now;
    const why = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
    log.warn({ lines: untold, group, stream, as: onBehalfOf.arn, why }, "lines of log were dropped");
    untold = 0;
  };
}
