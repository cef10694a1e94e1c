import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { selectError } from "../domain/select/errors.ts";
import type { Meter } from "./select-events.ts";

/** The bytes of a body, counted as they are read. */
export async function* metered(body: Readable | Uint8Array, meter: Meter): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) {
    meter.scanned += body.length;
    yield body;
    return;
  }
  for await (const chunk of body) {
    // as: a stream of bytes has chunks of bytes.
    const bytes = chunk as Uint8Array;
    meter.scanned += bytes.length;
    yield bytes;
  }
}

/** @throws AwsError TruncatedInput where the bytes are not what gzip makes, or end too early */
export async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(bytes, { objectMode: false });
  const gunzip = createGunzip();
  source.once("error", (error) => gunzip.destroy(error));
  try {
    // as: what a decompression makes are bytes.
    for await (const chunk of source.pipe(gunzip)) yield chunk as Uint8Array;
  } catch (error) {
    throw isOfZlib(error) ? selectError("TruncatedInput") : error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
