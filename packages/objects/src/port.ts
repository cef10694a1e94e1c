import type { Readable } from "node:stream";
import type { BlobId } from "./blob-id.ts";

/**
 * Engine port 3: immutable blobs of any size.
 *
 * A blob is put once, under an id that its owner makes (`newBlobId`) and gives to nobody else, and never changes: who
 * overwrites something puts a new blob, commits a record that points to it, and removes the old one. A blob that no
 * record points to, since its owner died between the two, is found by `list` and removed by the collector that its id names.
 *
 * A crash of the process or of the engine at any moment loses no blob whose `put` was answered, brings back none whose
 * `remove` was answered (after a power failure it may: the collection of orphans takes it), and leaves nothing readable
 * of a put that was not answered, or all of it.
 *
 * Verbs reject with an InvalidBlobId for a string that `newBlobId` cannot have made, with an EngineIsDown where the engine
 * does not answer in time, and with an Error once the objects are closed.
 */
export type Objects = {
  /**
   * Stores a blob; resolves when it is durable, and before that nothing is readable by the id. A body that ends with an
   * error, is aborted, or has another size than announced rejects and leaves nothing; a full engine rejects with
   * OutOfSpace. Where the outcome is not known (EngineIsDown), the same id may be put again with the same bytes.
   */
  readonly put: (id: BlobId, body: Body, how?: PutOptions) => Promise<{ readonly size: number }>;
  /**
   * The bytes of a blob, or those of a range; what lies beyond its end is left out. The first of them have been read when
   * it resolves, so that a missing blob rejects with BlobIsMissing, and no stream breaks off for that reason. Read the
   * stream to its end or destroy it: an open one holds a file or a connection.
   *
   * When the blob is removed meanwhile, the stream ends with an error or has all of its bytes, but never wrong ones.
   */
  readonly get: (id: BlobId, range?: ByteRange) => Promise<Readable>;
  /** Deletes blobs; unknown ones are no error. */
  readonly remove: (ids: readonly BlobId[]) => Promise<void>;
  /** The ids of blobs that were written before a moment, page by page in any order: for the collection of orphans. */
  readonly list: (how: ListOptions) => Promise<Page>;
  /** Resolves where the engine answers, and rejects where it does not within `PING_PATIENCE_MS`, or is closed. */
  readonly ping: () => Promise<void>;
  /** Stops taking calls, and resolves when those that run are done; streams that are being read are cut off. */
  readonly close: () => Promise<void>;
};

/** How long a ping waits for the engine's answer: who asks for an engine's health wants to know it now. */
export const PING_PATIENCE_MS = 2000;

/** Bytes at hand cost less than a stream of them. They must not change before the put is answered. */
export type Body = Uint8Array | AsyncIterable<Uint8Array>;

export type PutOptions = {
  /**
   * The size of the body in bytes, where it is known: an engine then need not hold parts of it in memory. A body that turns
   * out to have another size is refused with a WrongSize.
   */
  readonly sizeHint?: number;
  /** Ends the put, for example when the client went away: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
};

/** The bytes from `start`, inclusive, to `end`, exclusive. */
export type ByteRange = { readonly start: number; readonly end: number };

export type ListOptions = {
  /** Milliseconds since the epoch, on the watch of the engine: the machine's, not the product's, which tests move. */
  readonly before: number;
  /** `next` of the page before. */
  readonly after?: string;
};

/** A page may be empty and have a next one all the same. */
export type Page = { readonly ids: readonly BlobId[]; readonly next?: string };
