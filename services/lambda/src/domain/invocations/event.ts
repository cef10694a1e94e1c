import type { Place } from "@skylab/aws";

/** An invocation for which nobody waits, as it is kept until it is done. */
export type QueuedEvent = {
  /** A UUID: who invoked was told it, the function sees it. */
  readonly requestId: string;
  /** The function's. */
  readonly place: Place;
  readonly functionName: string;
  /** As it was asked for. */
  readonly qualifier?: string;
  /** JSON. */
  readonly payload: string;
  readonly traceId: string;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
};

/** What came of the attempts so far, as far as it must be known later. */
export type Progress = {
  /** How often the function was run, or was not there to be run. */
  readonly invokeCount: number;
  /** What came of the last attempt. */
  readonly response?: EventResponse;
};

export type EventResponse = {
  readonly statusCode: number;
  readonly executedVersion?: string;
  readonly functionError?: string;
  /** What it returned, JSON as a rule. */
  readonly payload?: string;
  /** What a dead letter tells, where the payload does not say it. */
  readonly message?: string;
};

/** Why an event is over. */
export type Condition =
  | "Success"
  | "RetriesExhausted"
  | "EventAgeExceeded"
  | "ZeroReservedConcurrency"
  | "RecursiveInvocation";

/** An event that is over, until it has been told to whom it concerns. */
export type Ended = {
  readonly condition: Condition;
  readonly endedAt: number;
  /** Of the version that was asked for, `$LATEST` named. */
  readonly functionArn: string;
  /** By whose permissions it is told. */
  readonly roleArn: string;
  readonly progress: Progress;
  /** Where it is still to be told. */
  readonly left: readonly Told[];
};

/** A destination gets a record, a dead-letter queue the event itself. */
export type Told = { readonly kind: "destination" | "deadLetter"; readonly arn: string };
