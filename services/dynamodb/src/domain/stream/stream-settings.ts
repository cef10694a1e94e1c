import { invalidParameter, validationError } from "../errors.ts";
import type { RawStream } from "../table/table-input.ts";
import type { FormerStream, StreamSettings, Table } from "../table/table.ts";

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
function newStream(view: StreamSettings["view"], now: number, former: readonly FormerStream[]): StreamSettings {
  const labels = new Set(former.map(({ label }) => label));
  let time = now;
  while (labels.has(labelOf(time))) time++;
  return { view, label: labelOf(time), enabledAt: now };
}

const labelOf = (time: number): string => new Date(time).toISOString().slice(0, -1);

/** A table's streams: the one that is written, and those before it. */
export type Streams = { readonly stream?: StreamSettings | undefined; readonly formerStreams: readonly FormerStream[] };

/**
 * The streams of a table after an update.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function changeStream(
  { formerStreams, name, stream }: Table,
  asked: RawStream | undefined,
  now: number,
): Streams {
  if (asked === undefined) return { stream, formerStreams };
  const view = asked.StreamViewType;
  if (!asked.StreamEnabled) {
    if (view !== undefined) {
      throw invalidParameter("If stream is being disabled, then UpdateViewType must not be specified");
    }
    if (stream === undefined) throw validationError(`Table has no stream to disable: TableName: ${name}`);
    return { formerStreams: [...formerStreams, { ...stream, disabledAt: now }] };
  }
  if (view === undefined) throw invalidParameter("If stream is being enabled then UpdateViewType is required");
  if (stream !== undefined) throw validationError(`Table already has an enabled stream: TableName: ${name}`);
  return { stream: newStream(view, now, formerStreams), formerStreams };
}
