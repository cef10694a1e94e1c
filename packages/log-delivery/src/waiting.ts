import type { CancelTimer } from "@skylab/aws";
import { FIRST_RETRY_MS, MAX_BATCH_BYTES, MAX_BATCH_EVENTS } from "./limits.ts";
import type { Line } from "./lines.ts";
import type { StreamAddress } from "./put-lines.ts";

/** A stream of which lines wait, or are on their way. */
export type Waiting = {
  readonly key: string;
  readonly address: StreamAddress;
  readonly lines: Line[];
  bytes: number;
  /** How many of the first of them are on their way: those are not dropped. */
  underWay: number;
  /** How many were ever written, and of how many the end is known: lines settle in their order. */
  written: number;
  settled: number;
  /** Since when the first of them are tried. */
  triedSince: number | undefined;
  retryMs: number;
  /** Present while lines gather, or rest between two attempts. */
  cancel: CancelTimer | undefined;
  flushes: readonly { readonly upTo: number; readonly done: () => void }[];
};

export const keyOf = ({ group, onBehalfOf, place, stream }: StreamAddress): string =>
  [place.account, place.region, onBehalfOf.arn, group, stream].join("\n");

export const newWaiting = (key: string, address: StreamAddress): Waiting => ({
  key,
  address,
  lines: [],
  bytes: 0,
  underWay: 0,
  written: 0,
  settled: 0,
  triedSince: undefined,
  retryMs: FIRST_RETRY_MS,
  cancel: undefined,
  flushes: [],
});

export function addLines(waiting: Waiting, lines: readonly Line[]): void {
  for (const line of lines) {
    waiting.lines.push(line);
    waiting.bytes += line.bytes;
  }
  waiting.written += lines.length;
}

/** Takes lines out whose end is known, and tells those who waited for it. Answers how many bytes they were. */
export function settleLines(waiting: Waiting, from: number, count: number): number {
  let bytes = 0;
  for (const line of waiting.lines.splice(from, count)) bytes += line.bytes;
  waiting.bytes -= bytes;
  waiting.settled += count;
  const isDone = ({ upTo }: Waiting["flushes"][number]): boolean => upTo <= waiting.settled;
  const done = waiting.flushes.filter(isDone);
  waiting.flushes = waiting.flushes.filter((flush) => !isDone(flush));
  for (const flush of done) flush.done();
  return bytes;
}

/** Whether nothing is won by waiting for more. */
export const isFull = ({ bytes, flushes, lines }: Waiting): boolean =>
  flushes.length > 0 || bytes >= MAX_BATCH_BYTES || lines.length >= MAX_BATCH_EVENTS;
