import { newBlobId } from "@skylab/objects";
import { encodeKey, type Write } from "@skylab/records";
import type { StoredBody } from "../domain/object-version.ts";
import { BLOB_COLLECTOR, BLOBS_SPACE } from "./spaces.ts";
import type { S3Engines } from "./engines.ts";

/** Bytes that are stored, and what the commit that points to them must write. */
export type Kept = { readonly body: StoredBody; readonly size: number; readonly writes: readonly Write[] };

export type KeepHow = {
  /** In bytes; `undefined`: it is not known. */
  readonly size: number | undefined;
  readonly signal?: AbortSignal;
  /** A part: its bytes do not lie in the row of an object. */
  readonly isPart?: boolean;
};

const NOTHING = new Uint8Array(0);

/** Stores bytes, of which those that flow become a blob; resolves when they are durable. @throws WrongSize where there are more or fewer of them. */
export async function keepBody(
  engines: S3Engines,
  body: Uint8Array | AsyncIterable<Uint8Array>,
  how: KeepHow,
): Promise<Kept> {
  return body instanceof Uint8Array ? keepBytes(engines, body, how) : keepBlob(engines, body, how);
}

async function keepBytes(engines: S3Engines, bytes: Uint8Array, how: KeepHow): Promise<Kept> {
  const size = bytes.length;
  if (size === 0) return { body: { kind: "empty" }, size, writes: [] };
  if (how.isPart || size > engines.inlineBytes) return keepBlob(engines, bytes, { ...how, size });
  return { body: { kind: "inline", bytes }, size, writes: [] };
}

async function keepBlob(
  { blobs, ids }: S3Engines,
  body: Uint8Array | AsyncIterable<Uint8Array>,
  { size: announced, signal }: KeepHow,
): Promise<Kept> {
  const id = newBlobId(ids, BLOB_COLLECTOR);
  const { size } = await blobs.put(id, body, {
    ...(signal && { signal }),
    ...(announced !== undefined && { sizeHint: announced }),
  });
  return {
    body: { kind: "blob", id },
    size,
    writes: [{ kind: "put", space: BLOBS_SPACE, key: encodeKey(id), value: NOTHING }],
  };
}
