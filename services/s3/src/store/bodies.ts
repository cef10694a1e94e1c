import type { Readable } from "node:stream";
import type { Write } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import type { StoredBody } from "../domain/object-version.ts";
import type { S3Engines } from "./store.ts";

/**
 * The bytes of objects and parts. A body is stored first, and then held by the commit that points to it (`kept.writes`);
 * what is no longer pointed to is let go by the commit that takes its row away (`release`), and removed later by a job.
 * What a crash leaves between the two is nobody's, and is collected.
 */
export type Bodies = {
  /** Stores bytes; resolves when they are durable. */
  readonly keep: (
    body: Uint8Array | AsyncIterable<Uint8Array>,
    how: { readonly size: number | undefined; readonly signal: AbortSignal },
  ) => Promise<Kept>;
  /** Forgets a body that was kept and that no commit has pointed to. */
  readonly discard: (kept: Kept) => Promise<void>;
  /** The bytes of a body, or those from `start`, inclusive, to `end`, exclusive. */
  readonly read: (
    bucket: Bucket,
    body: StoredBody,
    range?: { readonly start: number; readonly end: number },
  ) => Promise<Readable | Uint8Array>;
  /** What a commit writes that makes a body, and with it all its parts, garbage. */
  readonly release: (bucket: Bucket, body: StoredBody) => Promise<readonly Write[]>;
  /** The parts of a body that consists of some, in their order; one that does not consist of parts has none. */
  readonly parts: (bucket: Bucket, body: StoredBody) => Promise<readonly ManifestPart[]>;
  /** A body of parts that were kept as bodies of their own: what the commit writes that makes it. Copies no bytes. */
  readonly join: (parts: readonly ManifestPart[]) => { readonly body: StoredBody; readonly writes: readonly Write[] };
  /** Removes what has been garbage for some time, and what crashes left. For jobs. */
  readonly collect: (signal: AbortSignal) => Promise<void>;
};

/** Bytes that are stored, and what the commit that points to them must write. */
export type Kept = { readonly body: StoredBody; readonly size: number; readonly writes: readonly Write[] };

export type ManifestPart = {
  readonly number: number;
  readonly size: number;
  readonly body: StoredBody;
  /** Base64, by the object's algorithm, where there is one. */
  readonly checksum?: string;
};

export function openBodies(_engines: S3Engines): Bodies {
  return {} as Bodies; // as: being built
}
