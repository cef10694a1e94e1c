import { createHash, randomBytes, randomInt } from "node:crypto";
import type { Readable } from "node:stream";
import { randomIds } from "@skylab/aws";
import { type BlobId, newBlobId } from "../blob-id.ts";
import type { ByteRange, ListOptions, Objects } from "../port.ts";

export const KIB = 1024;
export const MIB = 1024 * KIB;

export const newId = (): BlobId => newBlobId(randomIds);

/** The bytes in chunks of random sizes, up to that of a large read from a socket. */
export async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < bytes.length;) {
    const end = Math.min(bytes.length, position + randomInt(1, 200_000));
    yield bytes.subarray(position, end);
    position = end;
  }
}

/** Bytes without end, until its reader stops; `onChunk` is told how many chunks were asked for. */
export async function* endless(onChunk: (count: number) => void): AsyncGenerator<Uint8Array> {
  for (let count = 1; ; count++) {
    onChunk(count);
    yield randomBytes(64 * KIB);
  }
}

/** Some bytes, and then an error: a client that went away. */
export async function* breakingOff(size: number, error: Error): AsyncGenerator<Uint8Array> {
  yield* inChunks(randomBytes(size));
  throw error;
}

/** Some bytes, and then nothing more, for ever. */
export async function* hanging(size: number, onHang: () => void): AsyncGenerator<Uint8Array> {
  yield* inChunks(randomBytes(size));
  onHang();
  await new Promise(() => undefined);
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export async function read(objects: Objects, id: BlobId, range?: ByteRange): Promise<Buffer> {
  return bytesOf(await objects.get(id, range));
}

/** What all pages of a listing have, sorted. */
export async function listed(objects: Objects, { before }: ListOptions): Promise<readonly BlobId[]> {
  const ids: BlobId[] = [];
  let page = await objects.list({ before });
  for (; page.next !== undefined; page = await objects.list({ before, after: page.next })) ids.push(...page.ids);
  return [...ids, ...page.ids].toSorted();
}

/** Later than now, by any engine's watch. */
export const soon = (): number => Date.now() + 3_600_000;
