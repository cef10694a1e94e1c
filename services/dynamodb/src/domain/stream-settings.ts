import { invalidParameter } from "./errors.ts";
import type { RawStream } from "./table-input.ts";
import type { FormerStream, StreamSettings } from "./table.ts";

/**
 * The stream of a new table, if it is to have one.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readNewStream(asked: RawStream | undefined, now: number): StreamSettings | undefined {
  if (asked === undefined) return undefined;
  const { StreamEnabled: isEnabled, StreamViewType: view } = asked;
  if (isEnabled && view === undefined) {
    throw invalidParameter("Table is being created with a stream enabled, UpdateViewType is required");
  }
  if (!isEnabled && view !== undefined) {
    throw invalidParameter("Table is being created with a stream disabled, UpdateViewType should not be specified");
  }
  return view && newStream(view, now, []);
}

/** A stream that begins now, whose label is that of none before it. */
export function newStream(view: StreamSettings["view"], now: number, former: readonly FormerStream[]): StreamSettings {
  const labels = new Set(former.map(({ label }) => label));
  let time = now;
  while (labels.has(labelOf(time))) time++;
  return { view, label: labelOf(time), enabledAt: now };
}

const labelOf = (time: number): string => new Date(time).toISOString().slice(0, -1);
