import type { BlobId } from "../blob-id.ts";
import { WrongSize } from "../errors.ts";
import type { Body, PutOptions } from "../port.ts";
import { type Source, sourceOf } from "../source.ts";
import { type Engine, keyOf, untilAnswered } from "./engine.ts";
import { ask } from "./request.ts";

/**
 * Bodies that end within so many bytes are sent whole, so that they can be sent again, and others of unknown size in parts
 * of so many: the least that S3 takes, https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html.
 */
const PART_BYTES = 5 * 1024 * 1024;
/** A body of known size is gathered up to here, and streamed beyond. */
const GATHERED_BYTES = 256 * 1024;
/** The most that S3 takes in one request. */
const MAX_SINGLE_BYTES = 5 * 1024 * 1024 * 1024;
const MAX_PARTS = 10_000;

/** Stores a body under the key of a blob, whole or not at all; resolves to its size. */
export async function upload(engine: Engine, id: BlobId, { body, how }: UploadOf): Promise<number> {
  how.signal?.throwIfAborted();
  if (body instanceof Uint8Array) return uploadBytes(engine, id, { body, how });
  const { sizeHint } = how;
  if (sizeHint !== undefined && sizeHint > GATHERED_BYTES && sizeHint <= MAX_SINGLE_BYTES)
    return uploadStream(engine, id, { body, how: { ...how, sizeHint } });
  const source = sourceOf(body, how);
  try {
    await uploadParts(engine, id, { source, partBytes: partBytesFor(sizeHint) });
    return source.size();
  } finally {
    source.close();
  }
}

type UploadOf = { readonly body: Body; readonly how: PutOptions };

async function uploadBytes(
  engine: Engine,
  id: BlobId,
  { body, how: { sizeHint = body.length } }: UploadOf & { readonly body: Uint8Array },
): Promise<number> {
  if (sizeHint !== body.length) throw new WrongSize({ announced: sizeHint, sent: body.length });
  await send(engine, id, { chunks: [body] });
  return body.length;
}

type Sending = { readonly chunks: readonly Uint8Array[]; readonly query?: Record<string, string> };

/** Sends bytes that are at hand, again where the engine is down; resolves to their ETag. */
function send(engine: Engine, id: BlobId, { chunks, query }: Sending): Promise<string> {
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const headers = { "content-length": size };
  return untilAnswered(engine, async () => {
    const exchange = await ask(engine, { method: "PUT", id, headers, ...(query && { query }) });
    for (const chunk of chunks) await exchange.write(chunk);
    const response = await exchange.answer();
    response.resume();
    return response.headers.etag ?? "";
  });
}

type Streaming = UploadOf & { readonly how: { readonly sizeHint: number } };

/** Lets a body of known size flow. It is asked for its bytes when the engine is there, since they come once. */
async function uploadStream(
  engine: Engine,
  id: BlobId,
  { body, how: { sizeHint, signal } }: Streaming,
): Promise<number> {
  const headers = { "content-length": sizeHint };
  const exchange = await untilAnswered(engine, () => ask(engine, { method: "PUT", id, headers }));
  const failure = new AbortController();
  const onAbort = (): void => failure.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort);
  exchange.onFailure((error) => failure.abort(error));
  failure.signal.addEventListener("abort", () => exchange.destroy(failure.signal.reason));
  if (signal?.aborted === true) onAbort();
  const source = sourceOf(body, { sizeHint, signal: failure.signal });
  try {
    await flow(source, exchange.write);
    // From here on the engine may have it all.
    signal?.removeEventListener("abort", onAbort);
    (await exchange.answer()).resume();
    return source.size();
  } catch (error) {
    exchange.destroy();
    throw error;
  } finally {
    source.close();
    signal?.removeEventListener("abort", onAbort);
  }
}

/** Holds each chunk back until the next one, or the end, has come: an engine that has all bytes would store them. */
async function flow(source: Source, write: (chunk: Uint8Array) => Promise<void>): Promise<void> {
  let held: Uint8Array | undefined;
  for (let chunk = await source.next(); chunk !== undefined; chunk = await source.next()) {
    if (held !== undefined) await write(held);
    held = chunk;
  }
  if (held !== undefined) await write(held);
}

type Parts = { readonly source: Source; readonly partBytes: number };

async function uploadParts(engine: Engine, id: BlobId, { source, partBytes }: Parts): Promise<void> {
  const first = await gather(source, partBytes);
  if (first.isLast) {
    await send(engine, id, first);
    return;
  }
  const { client, bucket } = engine;
  const uploadId = await untilAnswered(engine, () => client.initiateNewMultipartUpload(bucket, keyOf(id), {}));
  try {
    const etags: { part: number; etag: string }[] = [];
    for (let gathered = first; ; gathered = await gather(source, partBytes)) {
      const part = etags.length + 1;
      etags.push({
        part,
        etag: await send(engine, id, { ...gathered, query: { partNumber: String(part), uploadId } }),
      });
      if (gathered.isLast) break;
    }
    await client.completeMultipartUpload(bucket, keyOf(id), uploadId, etags);
  } catch (error) {
    await client.abortMultipartUpload(bucket, keyOf(id), uploadId).catch(() => undefined);
    throw error;
  }
}

type Gathered = { readonly chunks: readonly Uint8Array[]; readonly isLast: boolean };

async function gather(source: Source, bytes: number): Promise<Gathered> {
  const chunks: Uint8Array[] = [];
  for (let size = 0; size < bytes;) {
    const chunk = await source.next();
    if (chunk === undefined) return { chunks, isLast: true };
    chunks.push(chunk);
    size += chunk.length;
  }
  return { chunks, isLast: false };
}

function partBytesFor(sizeHint = 0): number {
  return Math.max(PART_BYTES, Math.ceil(sizeHint / MAX_PARTS));
}
