import type { Readable } from "node:stream";
import { systemClock } from "@skylab/aws";
import { newBlobId, WrongSize } from "@skylab/objects";
import { encodeKey, type Write } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import type { StoredBody } from "../domain/object-version.ts";
import { type Collecting, collectGarbage, releaseBody, releaseLateParts } from "./garbage.ts";
import { keepBody, type KeepHow, type Kept } from "./keep-body.ts";
import { type ManifestPart, manifests } from "./manifests.ts";
import { collectOrphans } from "./orphans.ts";
import { type BodyPlace, type BodyRange, readBody, readManifest } from "./read-body.ts";
import { contentsOf } from "./spaces.ts";
import type { S3Engines } from "./engines.ts";

export type { BodyRange, Kept, ManifestPart };
export { WrongSize };

/**
 * The bytes of objects and parts. A body is stored first, and then held by the commit that points to it (`kept.writes`);
 * what is no longer pointed to is let go by the commit that takes its row away (`release`), and removed later by a job.
 * What a crash leaves between the two is nobody's, and is collected.
 */
export type Bodies = {
  /**
   * Stores bytes; resolves when they are durable. What the body throws is thrown, and leaves nothing.
   * @throws WrongSize where there are more or fewer of them than announced.
   */
  readonly keep: (body: Uint8Array | AsyncIterable<Uint8Array>, how: KeepHow) => Promise<Kept>;
  /** Forgets a body that was kept and that no commit has pointed to. */
  readonly discard: (kept: Kept) => Promise<void>;
  /**
   * The bytes of a body, or a part of them; those of small bodies at hand. `undefined` where it was let go since its row
   * was read: read the row anew.
   */
  readonly read: (bucket: Bucket, body: StoredBody, range?: BodyRange) => Promise<Readable | Uint8Array | undefined>;
  /** What a commit writes that makes a body, and with it all its parts, garbage. */
  readonly release: (body: StoredBody) => readonly Write[];
  /** What the commit writes that ends an upload: parts of it that are put behind the last look at them become garbage. */
  readonly releaseLateParts: (uploadId: string) => Write;
  /** The parts of a body that consists of some, in their order; one that does not consist of parts has none. */
  readonly parts: (bucket: Bucket, body: StoredBody) => Promise<readonly ManifestPart[]>;
  /** A body of parts that were kept as bodies of their own: what the commit writes that makes it. Copies no bytes. */
  readonly join: (parts: readonly ManifestPart[]) => { readonly body: StoredBody; readonly writes: readonly Write[] };
  /** Removes what has been garbage for some time, and what crashes left. For jobs. */
  readonly collect: (how: Collecting) => Promise<void>;
};

export function openBodies(engines: S3Engines): Bodies {
  const { records, blobs, ids } = engines;
  const placeOf = (bucket: Bucket): BodyPlace => ({ blobs, partition: records.partition(contentsOf(bucket)) });
  return {
    keep: (body, how) => keepBody(engines, body, how),
    discard: async ({ body }) => {
      if (body.kind === "blob") await blobs.remove([body.id]);
    },
    read: (bucket, body, range) => readBody(placeOf(bucket), body, range),
    release: (body) => releaseBody(body, systemClock.now()),
    releaseLateParts: (uploadId) => releaseLateParts(uploadId, systemClock.now()),
    parts: async (bucket, body) =>
      body.kind === "parts" ? ((await readManifest(placeOf(bucket).partition, body.id)) ?? []) : [],
    join: (parts) => {
      const id = newBlobId(ids);
      const row = { space: manifests.space, key: encodeKey(id), value: manifests.encode(parts) };
      return { body: { kind: "parts", id }, writes: [{ kind: "put", ...row }] };
    },
    collect: async (how) => {
      await collectGarbage(engines, how);
      await collectOrphans(engines, how);
    },
  };
}
