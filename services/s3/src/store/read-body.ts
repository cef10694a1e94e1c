import { Readable } from "node:stream";
import { BlobIsMissing, type Objects as Blobs } from "@skylab/objects";
import { encodeKey, type Partition } from "@skylab/records";
import type { StoredBody } from "../domain/object-version.ts";
import { type ManifestPart, manifests } from "./manifests.ts";
import { MANIFESTS_SPACE } from "./spaces.ts";

/** The bytes from `start`, inclusive, to `end`, exclusive. */
export type BodyRange = { readonly start: number; readonly end: number };

/** Where bodies lie. */
export type BodyPlace = { readonly blobs: Blobs; readonly partition: Partition };

const NOTHING = new Uint8Array(0);

/** The bytes of a body, or a part of them; `undefined` where a commit has let it go since its row was read. */
export async function readBody(
  place: BodyPlace,
  body: StoredBody,
  range?: BodyRange,
): Promise<Readable | Uint8Array | undefined> {
  switch (body.kind) {
    case "empty":
      return NOTHING;
    case "inline":
      return range === undefined ? body.bytes : body.bytes.subarray(range.start, range.end);
    case "blob":
      return readBlob(place.blobs, body.id, range);
    default: {
      const parts = await readManifest(place.partition, body.id);
      return parts && readParts(place, parts, range);
    }
  }
}

export async function readManifest(partition: Partition, id: string): Promise<readonly ManifestPart[] | undefined> {
  const found = await partition.get(MANIFESTS_SPACE, encodeKey(id));
  return found && manifests.decode(found.value);
}

async function readBlob(blobs: Blobs, id: string, range?: BodyRange): Promise<Readable | undefined> {
  try {
    return await blobs.get(id, range);
  } catch (error) {
    if (error instanceof BlobIsMissing) return undefined;
    throw error;
  }
}

type Piece = { readonly body: StoredBody; readonly range: BodyRange };

/** Parts one after the other; one of them is open at a time. */
async function readParts(
  place: BodyPlace,
  parts: readonly ManifestPart[],
  range?: BodyRange,
): Promise<Readable | Uint8Array | undefined> {
  const [first, ...others] = piecesOf(parts, range);
  if (first === undefined) return NOTHING;
  const begun = await readBody(place, first.body, first.range);
  if (begun === undefined || others.length === 0) return begun;
  const whole = Readable.from(concatenate(place, begun, others), { objectMode: false });
  // A stream that is destroyed before anybody has read of it begins no generator, which then ends nothing.
  return begun instanceof Readable ? whole.once("close", () => begun.destroy()) : whole;
}

async function* concatenate(
  place: BodyPlace,
  begun: Readable | Uint8Array,
  others: readonly Piece[],
): AsyncGenerator<Uint8Array> {
  yield* chunksOf(begun);
  for (const { body, range } of others) {
    const piece = await readBody(place, body, range);
    if (piece === undefined) throw new Error("An object was removed while it was being read");
    yield* chunksOf(piece);
  }
}

async function* chunksOf(piece: Readable | Uint8Array): AsyncGenerator<Uint8Array> {
  if (piece instanceof Uint8Array) yield piece;
  else yield* piece;
}

/** What of which parts lies in the range. */
function piecesOf(parts: readonly ManifestPart[], range: BodyRange = { start: 0, end: Infinity }): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { body, size } of parts) {
    const start = Math.max(range.start - at, 0);
    const end = Math.min(range.end - at, size);
    if (start < end) pieces.push({ body, range: { start, end } });
    at += size;
    if (at >= range.end) break;
  }
  return pieces;
}
