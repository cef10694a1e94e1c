import type { Identity } from "@skylab/auth";
import type { Place } from "@skylab/aws";

/**
 * Brings lines of log to CloudWatch Logs, for whoever writes logs in somebody's name (Lambda, API Gateway, SNS). Group and
 * stream are made where they are missing. Lines that come close together go together; what Logs cannot take for a while
 * waits in memory up to a bound, and the oldest are dropped beyond it, which the log tells.
 */
export type LogDelivery = {
  /** Never throws, never waits. */
  readonly write: (batch: LogLines) => void;
  /** Resolves when all that was written so far has been delivered, or given up. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type LogLines = {
  readonly place: Place;
  readonly group: string;
  readonly stream: string;
  /** By whose permissions: the function's role. */
  readonly onBehalfOf: Identity;
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
};
