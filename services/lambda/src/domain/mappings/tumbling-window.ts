import { isoSeconds } from "@skylab/aws";
import { isObject } from "./filters/parse-pattern.ts";

/** A window of time, and what the function has made of its records so far. Times are milliseconds since the epoch. */
export type TumblingWindow = { readonly start: number; readonly end: number; readonly state: object };

/** https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html: a larger state ends its window. */
const MAX_STATE_BYTES = 1024 * 1024;

/** The window that a change of this time falls into. */
export function windowAt(createdAt: number, seconds: number): TumblingWindow {
  const length = seconds * 1000;
  const start = Math.floor(createdAt / length) * length;
  return { start, end: start + length, state: {} };
}

export type WindowedBatch = {
  readonly records: readonly object[];
  readonly window: TumblingWindow;
  readonly shardId: string;
  readonly streamArn: string;
  readonly isFinal: boolean;
  readonly isTerminatedEarly: boolean;
};

/** The event of a batch in a window. */
export function windowedEvent({
  records,
  window,
  shardId,
  streamArn,
  isFinal,
  isTerminatedEarly,
}: WindowedBatch): object {
  return {
    Records: records,
    window: { start: isoSeconds(window.start), end: isoSeconds(window.end) },
    state: window.state,
    shardId,
    eventSourceARN: streamArn,
    isFinalInvokeForWindow: isFinal,
    isWindowTerminatedEarly: isTerminatedEarly,
  };
}

/** The state that a function returned; `undefined` where it is too large to be kept. */
export function readWindowState(answer: Uint8Array): object | undefined {
  const returned: unknown = answer.length === 0 ? null : JSON.parse(Buffer.from(answer).toString());
  const state = isObject(returned) && isObject(returned["state"]) ? returned["state"] : {};
  return Buffer.byteLength(JSON.stringify(state)) > MAX_STATE_BYTES ? undefined : state;
}
