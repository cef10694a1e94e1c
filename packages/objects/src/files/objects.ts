import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { BlobId } from "../blob-id.ts";
import { bytesStream } from "../bytes-stream.ts";
import type { Body, ByteRange, ListOptions, Objects, Page, PutOptions } from "../port.ts";
import { openCalls } from "../open-calls.ts";
import { type Source, sourceOf } from "../source.ts";
import { namedError } from "./calls.ts";
import { type LargeBlobs, openLargeBlobs } from "./large-blobs.ts";
import { type Durability, openSmallBlobs, type SmallBlobs } from "./small-blobs.ts";

export type FileObjectsOptions = {
  /** Made where there is none. It belongs to these objects alone, and to one process at a time: see `openDataFolder`. */
  readonly folder: string;
  /** `durable`: a blob is on disk when its put is answered. `fast`: soon after. */
  readonly durability: Durability;
};

/** Blobs up to here lie in LMDB: a durable put costs a fifth of the CPU of one in a file, and shares its sync with others. */
const SMALL_BYTES = 64 * 1024;
/** What the positions of a listing begin with. */
const [SMALL, LARGE] = ["small/", "large/"];
const EVERYTHING: ByteRange = { start: 0, end: Number.POSITIVE_INFINITY };

type Blobs = {
  readonly small: SmallBlobs;
  readonly large: LargeBlobs;
  readonly durability: Durability;
  /** `fast`: large blobs that are answered and not yet on disk. */
  readonly settling: Map<BlobId, Promise<void>>;
};

/** Objects in a folder of this machine, for one process. */
export async function openFileObjects({ folder, durability }: FileObjectsOptions): Promise<Objects> {
  const folderOfSmall = join(folder, "small");
  await mkdir(folderOfSmall, { recursive: true });
  // It syncs the folder, and with it the names of both.
  const large = await openLargeBlobs(folder);
  const small = openSmallBlobs(folderOfSmall, durability);
  const blobs: Blobs = { small, large, durability, settling: new Map() };
  const calls = openCalls();
  return {
    put: (id, body, how = {}) => calls.run([id], () => put(blobs, id, { body, how })),
    get: (id, range = EVERYTHING) => calls.run([id], async () => calls.track(await get(blobs, id, range))),
    remove: (ids) => calls.run(ids, () => remove(blobs, ids)),
    list: (how) => calls.run([], () => list(blobs, how)),
    ping: () => calls.run([], () => Promise.resolve()),
    close: () =>
      calls.close(async () => {
        await Promise.allSettled(blobs.settling.values());
        await small.close();
      }),
  };
}

type Put = { readonly body: Body; readonly how: PutOptions };

async function put(blobs: Blobs, id: BlobId, { body, how }: Put): Promise<{ readonly size: number }> {
  const source = sourceOf(body, how);
  try {
    const { chunks, isWhole } = await beginningOf(source);
    if (isWhole) await blobs.small.put(id, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    else await putLarge(blobs, id, { chunks, source, how });
    return { size: source.size() };
  } catch (error) {
    throw namedError(error);
  } finally {
    source.close();
  }
}

type Beginning = { readonly chunks: readonly Uint8Array[]; readonly isWhole: boolean };

/** All of a small body, or more bytes than those may have. */
async function beginningOf(source: Source): Promise<Beginning> {
  const chunks: Uint8Array[] = [];
  while (source.size() <= SMALL_BYTES) {
    const chunk = await source.next();
    if (chunk === undefined) return { chunks, isWhole: true };
    chunks.push(chunk);
  }
  return { chunks, isWhole: false };
}

type LargePut = { readonly chunks: readonly Uint8Array[]; readonly source: Source; readonly how: PutOptions };

async function putLarge({ large, durability, settling }: Blobs, id: BlobId, body: LargePut): Promise<void> {
  const draft = await large.write(id, body.chunks, body.source);
  if (body.how.signal?.aborted === true) {
    await draft.discard();
    body.how.signal.throwIfAborted();
  }
  const kept = draft.keep();
  if (durability === "durable") return kept;
  settling.set(id, kept);
  kept.then(
    () => settling.delete(id),
    // It stays, so that whoever asks for the blob is told.
    () => undefined,
  );
}

async function get({ small, large, settling }: Blobs, id: BlobId, range: ByteRange): Promise<Readable> {
  const bytes = small.get(id);
  if (bytes !== undefined) return bytesStream(bytes.subarray(range.start, Math.min(range.end, bytes.length)));
  await settling.get(id);
  return large.read(id, range);
}

async function remove({ small, large, settling }: Blobs, ids: readonly BlobId[]): Promise<void> {
  await Promise.allSettled(ids.flatMap((id) => settling.get(id) ?? []));
  const stored = await small.remove(ids);
  for (const id of ids) {
    settling.delete(id);
    if (!stored.has(id)) await large.remove(id);
  }
}

/** First the small blobs, up to an id, then the large ones, up to a folder. */
async function list({ small, large, settling }: Blobs, { before, after = "" }: ListOptions): Promise<Page> {
  const [kind, position] = [after.slice(0, LARGE.length), after.slice(LARGE.length)];
  if (kind === LARGE) {
    await Promise.allSettled(settling.values());
    const { ids, next } = await large.list(before, position);
    return next === undefined ? { ids } : { ids, next: LARGE + next };
  }
  const { ids, next } = await small.list(before, position);
  return { ids, next: next === undefined ? LARGE : SMALL + next };
}
