import type { Readable } from "node:stream";
import type { Bucket } from "../domain/bucket.ts";
import type { CustomerKey } from "../domain/encryption/customer-key.ts";
import type { StoredObject } from "../domain/object-version.ts";
import type { ByteRange } from "../domain/ranges/range.ts";
import { selectError } from "../domain/select/errors.ts";
import { readFrom, readScanRange, recordsInRange, type ScanRange } from "../domain/select/records/scan-range.ts";
import type { InputFormat } from "../domain/select/settings.ts";
import { openBody } from "../objects/open-body.ts";
import type { S3Store } from "../store/store.ts";
import { gunzipped, metered } from "./object-bytes.ts";
import type { Meter } from "./select-events.ts";

/** What is read, how it is written, and which part of it is asked for. */
export type Selected = {
  readonly bucket: Bucket;
  readonly version: StoredObject;
  readonly customerKey: CustomerKey | undefined;
  readonly format: InputFormat;
  readonly compression: "NONE" | "GZIP";
  readonly scanRange: { readonly Start?: number | undefined; readonly End?: number | undefined } | undefined;
  readonly meter: Meter;
};

/**
 * The bytes of an object that a query goes through, decompressed; of a part of it, whole records. `undefined`: another
 * object has taken its place since it was found.
 * @throws AwsError InvalidScanRange, UnsupportedScanRangeInput
 */
export async function selectedBytes(
  store: S3Store,
  selected: Selected,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const { compression, meter, scanRange, version } = selected;
  if (scanRange !== undefined) {
    requireRanges(selected);
    return recordsOf(store, selected, readScanRange(scanRange, version.size));
  }
  const body = await open(store, selected, undefined);
  if (body === undefined) return undefined;
  return compression === "GZIP" ? gunzipped(metered(body, meter)) : metered(body, meter);
}

const open = (
  store: S3Store,
  { bucket, version, customerKey }: Selected,
  range: ByteRange | undefined,
): Promise<Readable | Uint8Array | undefined> => openBody(store, { bucket, version }, { range, customerKey });

/** Where records begin must be seen by their delimiters alone. */
function requireRanges({ compression, format }: Selected): void {
  const isSeen = format.kind === "csv" ? !format.format.allowQuotedRecordDelimiter : format.type === "LINES";
  if (!isSeen || compression !== "NONE") throw selectError("UnsupportedScanRangeInput");
}

async function recordsOf(
  store: S3Store,
  selected: Selected,
  range: ScanRange,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const { format, meter, version } = selected;
  const delimiter = Buffer.from(format.kind === "csv" ? format.format.recordDelimiter : "\n");
  const hasHeader = format.kind === "csv" && format.header !== "NONE" && range.start > 0;
  const header = hasHeader ? await open(store, selected, undefined) : new Uint8Array(0);
  const first = header && (await gathered(recordsInRange(metered(header, meter), FIRST_RECORD, delimiter)));
  const from = readFrom(range, delimiter);
  const body = await open(store, selected, from === 0 ? undefined : { start: from, end: version.size });
  if (first === undefined || body === undefined) return undefined;
  return behind(first, recordsInRange(metered(body, meter), range, delimiter));
}

const FIRST_RECORD: ScanRange = { start: 0, end: 0 };

async function gathered(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* behind(first: Uint8Array, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* bytes;
}
