import { AwsError } from "@skylab/aws";
import { newBlobId, WrongSize } from "@skylab/objects";
import { encodeKey, type Write } from "@skylab/records";
import type { StoredBody } from "../domain/object-version.ts";
import { BLOBS_SPACE, INLINE_SPACE } from "./spaces.ts";
import type { S3Engines } from "./store.ts";

/** Bytes that are stored, and what the commit that points to them must write. */
export type Kept = { readonly body: StoredBody; readonly size: number; readonly writes: readonly Write[] };

export type KeepHow = { readonly size: number | undefined; readonly signal: AbortSignal };

/** Bodies of up to so many bytes are gathered: a stream of them would cost more than the memory. */
const GATHERED_BYTES = 64 * 1024;

const NOTHING = new Uint8Array(0);

/** Stores bytes; resolves when they are durable. @throws AwsError IncompleteBody where there are more or fewer of them. */
export async function keepBody(
  engines: S3Engines,
  body: Uint8Array | AsyncIterable<Uint8Array>,
  how: KeepHow,
): Promise<Kept> {
  const { size } = how;
  if (body instanceof Uint8Array) return keepBytes(engines, body, how);
  if (size !== undefined && size <= GATHERED_BYTES) return keepBytes(engines, await gather(body, size), how);
  return keepBlob(engines, body, how);
}

async function keepBytes(engines: S3Engines, bytes: Uint8Array, { signal }: KeepHow): Promise<Kept> {
  const size = bytes.length;
  if (size === 0) return { body: { kind: "empty" }, size, writes: [] };
  if (size > engines.inlineBytes) return keepBlob(engines, bytes, { size, signal });
  const id = newBlobId(engines.ids);
  return {
    body: { kind: "inline", id },
    size,
    writes: [{ kind: "put", space: INLINE_SPACE, key: encodeKey(id), value: bytes }],
  };
}

async function keepBlob(
  { blobs, ids }: S3Engines,
  body: Uint8Array | AsyncIterable<Uint8Array>,
  { size: announced, signal }: KeepHow,
): Promise<Kept> {
  const id = newBlobId(ids);
  try {
    const { size } = await blobs.put(id, body, { signal, ...(announced !== undefined && { sizeHint: announced }) });
    return {
      body: { kind: "blob", id },
      size,
      writes: [{ kind: "put", space: BLOBS_SPACE, key: encodeKey(id), value: NOTHING }],
    };
  } catch (error) {
    throw error instanceof WrongSize ? wrongLength() : error;
  }
}

async function gather(body: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let gathered = 0;
  for await (const chunk of body) {
    gathered += chunk.length;
    if (gathered > size) break;
    chunks.push(chunk);
  }
  if (gathered !== size) throw wrongLength();
  return chunks.length === 1 ? (chunks[0] ?? NOTHING) : Buffer.concat(chunks, size);
}

const wrongLength = (): AwsError =>
  new AwsError(
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
    { status: 400 },
  );
