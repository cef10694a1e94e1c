import type { Readable } from "node:stream";

/** What a runtime reads at `/next`. */
export type RuntimeEvent = {
  readonly requestId: string;
  /** Milliseconds since the epoch by the machine's clock, which is the one that the function sees. */
  readonly deadlineMs: number;
  readonly invokedArn: string;
  readonly traceId: string;
  readonly clientContext: string | undefined;
  readonly payload: Uint8Array;
};

/** What a runtime makes of an event. */
export type RuntimeAnswer = PayloadAnswer | StreamAnswer | RuntimeError;

export type PayloadAnswer = { readonly kind: "payload"; readonly payload: Buffer };

/** Begun, and going on. */
export type StreamAnswer = {
  readonly kind: "stream";
  readonly contentType: string | undefined;
  /** Ends without an error whatever happens: `ended` tells of it. */
  readonly body: Readable;
  readonly ended: Promise<StreamEnd>;
  /** Ends the body where nothing more will come. */
  readonly cut: () => void;
};

export type StreamEnd = {
  /** Whether the runtime has brought it to its end. */
  readonly isWhole: boolean;
  readonly errorType?: string;
  /** The error object in JSON. */
  readonly errorDetails?: string;
  readonly bytes: number;
};

/** What a runtime tells at `/error` and `/init/error`, and what is made of a response that is too large. */
export type RuntimeError = { readonly kind: "error"; readonly payload: Buffer; readonly errorType: string };
