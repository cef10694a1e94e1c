import { type Check, encodeKey, type Partition, prefixRange, retryOnConflict, type Write } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import type { StoredObject } from "../domain/object-version.ts";
import type { Bodies, Kept } from "./bodies.ts";
import { openBucketState } from "./bucket-state.ts";
import type { Objects, PutHow } from "./objects.ts";
import { contentsOf, FINISHED_SPACE, PARTS_SPACE, UPLOADS_SPACE } from "./spaces.ts";
import type { S3Engines } from "./engines.ts";
import { type Finished, findParts, finishedRows, type Part, partRows, type Upload, uploadRows } from "./upload-rows.ts";

export type { Part, Upload };

/** Uploads in parts. */
export type Uploads = {
  readonly begin: (bucket: Bucket, upload: Upload) => Promise<void>;
  readonly find: (bucket: Bucket, key: string, id: string) => Promise<Upload | undefined>;
  /**
   * Puts a part, in the place of one of the same number. False where the upload is not there (any more): the body is
   * discarded then.
   */
  readonly putPart: (bucket: Bucket, upload: Upload, part: Part & { readonly kept: Kept }) => Promise<boolean>;
  /** Parts in the order of their numbers, after a number. */
  readonly parts: (
    bucket: Bucket,
    id: string,
    page: { readonly after: number; readonly limit: number },
  ) => Promise<readonly Part[]>;
  /**
   * Makes the object of parts in one commit, which ends the upload; parts that are not part of it become garbage.
   * `decide` is asked again where a part or the upload has changed meanwhile, and may throw to refuse. `undefined` where
   * the upload is not there.
   */
  readonly complete: (bucket: Bucket, upload: Upload, decide: Decide) => Promise<StoredObject | undefined>;
  /** What became of an upload that was completed not long ago. */
  readonly finished: (bucket: Bucket, key: string, id: string) => Promise<Finished | undefined>;
  /** False where the upload is not there. */
  readonly abort: (bucket: Bucket, key: string, id: string) => Promise<boolean>;
};

/** What is made of the parts that are there. */
export type Decide = (parts: readonly Part[]) => {
  readonly object: Pick<StoredObject, "etag" | "size" | "checksum">;
  /** Those of which the object consists, in order. */
  readonly parts: readonly Part[];
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly how: Pick<PutHow, "check" | "occurrence">;
};

/** AWS answers a completion that is sent again; for how long is not documented. */
const FINISHED_FOR_MS = 60 * 60 * 1000;

/** The upload or one of its parts is another than it was when it was decided what becomes of them. */
class HasChanged extends Error {}

export function openUploads(
  { records }: S3Engines,
  { bodies, objects }: { readonly bodies: Bodies; readonly objects: Objects },
): Uploads {
  const state = openBucketState(records);
  const contents = (bucket: Bucket): Partition => records.partition(contentsOf(bucket));
  return {
    begin: (bucket, upload) =>
      retryOnConflict(async () => {
        const open = await state.check(bucket);
        const row = { space: UPLOADS_SPACE, key: uploadKey(upload), value: uploadRows.encode(upload) };
        const result = await contents(bucket).commit({ checks: [open], writes: [{ kind: "put", ...row }] });
        if (result.ok) return undefined;
        state.onRefused(bucket);
        return result;
      }),
    find: async (bucket, key, id) => (await findUpload(contents(bucket), { key, id }))?.upload,
    putPart: async (bucket, upload, part) => {
      const isPut = await putPart(contents(bucket), bodies, { upload, part });
      if (!isPut) await bodies.discard(part.kept);
      return isPut;
    },
    parts: async (bucket, id, { after, limit }) => {
      const range = { ...prefixRange(id), from: prefixRange(id, after).to, limit };
      return (await contents(bucket).range(PARTS_SPACE, range)).map(({ value }) => partRows.decode(value));
    },
    complete: (bucket, upload, decide) =>
      complete({ objects, bodies }, bucket, { upload, decide, partition: contents(bucket) }),
    finished: async (bucket, key, id) => {
      const found = await contents(bucket).get(FINISHED_SPACE, encodeKey(key, id));
      return found && finishedRows.decode(found.value);
    },
    abort: (bucket, key, id) => abort(contents(bucket), bodies, { key, id }),
  };
}

const uploadKey = ({ key, id }: Pick<Upload, "key" | "id">): Uint8Array => encodeKey(key, id);

/** An upload as it is, and what a commit checks that relies on it. */
async function findUpload(
  partition: Partition,
  upload: Pick<Upload, "key" | "id">,
): Promise<{ readonly upload: Upload; readonly check: Check } | undefined> {
  const key = uploadKey(upload);
  const found = await partition.get(UPLOADS_SPACE, key);
  return (
    found && { upload: uploadRows.decode(found.value), check: { space: UPLOADS_SPACE, key, version: found.version } }
  );
}

const putPart = (
  partition: Partition,
  bodies: Bodies,
  { upload, part: { kept, ...part } }: { readonly upload: Upload; readonly part: Part & { readonly kept: Kept } },
): Promise<boolean> =>
  retryOnConflict(async () => {
    const found = await findUpload(partition, upload);
    if (found === undefined) return false;
    const key = encodeKey(upload.id, part.number);
    const before = await partition.get(PARTS_SPACE, key);
    const result = await partition.commit({
      checks: [found.check, { space: PARTS_SPACE, key, version: before?.version }],
      writes: [
        ...(before === undefined ? [] : bodies.release(partRows.decode(before.value).body)),
        { kind: "put", space: PARTS_SPACE, key, value: partRows.encode(part) },
        ...kept.writes,
      ],
    });
    return result.ok || result;
  });

type Completing = { readonly upload: Upload; readonly decide: Decide; readonly partition: Partition };

async function complete(
  stores: { readonly objects: Objects; readonly bodies: Bodies },
  bucket: Bucket,
  completing: Completing,
): Promise<StoredObject | undefined> {
  for (;;) {
    try {
      return await attemptToComplete(stores, bucket, completing);
    } catch (error) {
      if (!(error instanceof HasChanged)) throw error;
    }
  }
}

async function attemptToComplete(
  { objects, bodies }: { readonly objects: Objects; readonly bodies: Bodies },
  bucket: Bucket,
  { upload: { key, id }, decide, partition }: Completing,
): Promise<StoredObject | undefined> {
  // In this order: of an upload that is still there, another replica has not just taken the parts.
  const { parts: all, checks } = await findParts(partition, id);
  const found = await findUpload(partition, { key, id });
  if (found === undefined) return undefined;
  const { upload } = found;
  const { object, parts, lastModified, how } = decide(all);
  const { body, writes } = bodies.join(parts);
  const isPart = new Set(parts.map(({ number }) => number));
  return objects.put(
    bucket,
    {
      kind: "object",
      key,
      owner: upload.owner,
      ...upload.object,
      ...object,
      lastModified,
      body,
      partCount: parts.length,
    },
    {
      ...how,
      checks: unchanged(partition, [found.check, ...checks]),
      writes: (version) => [
        ...writes,
        ...all.flatMap((part) => (isPart.has(part.number) ? [] : bodies.release(part.body))),
        ...removal(bodies, upload, all),
        finish(upload, version),
      ],
    },
  );
}

/** Remembers what an upload came to. */
const finish = ({ key, id }: Upload, { checksum, etag, lastModified, versionId }: StoredObject): Write => ({
  kind: "put",
  space: FINISHED_SPACE,
  key: encodeKey(key, id),
  value: finishedRows.encode({ etag, versionId, ...(checksum && { checksum }) }),
  expiresAt: lastModified + FINISHED_FOR_MS,
});

/** What was decided upon, checked by the commit, and looked at again where that was refused, for whichever reason. */
function unchanged(partition: Partition, checks: readonly Check[]): () => Promise<readonly Check[]> {
  let isFirst = true;
  return async () => {
    if (!isFirst && !(await stillHold(partition, checks))) throw new HasChanged();
    isFirst = false;
    return checks;
  };
}

async function stillHold(partition: Partition, checks: readonly Check[]): Promise<boolean> {
  for (const { space, key, version } of checks) {
    if ((await partition.get(space, key))?.version !== version) return false;
  }
  return true;
}

/** What ends an upload. A part that comes behind the last look at them may still be put by then. */
const removal = (bodies: Bodies, upload: Pick<Upload, "key" | "id">, parts: readonly Part[]): readonly Write[] => [
  { kind: "remove", space: UPLOADS_SPACE, key: uploadKey(upload) },
  ...parts.map(({ number }): Write => ({ kind: "remove", space: PARTS_SPACE, key: encodeKey(upload.id, number) })),
  bodies.releaseLateParts(upload.id),
];

const abort = (partition: Partition, bodies: Bodies, upload: Pick<Upload, "key" | "id">): Promise<boolean> =>
  retryOnConflict(async () => {
    const found = await findUpload(partition, upload);
    if (found === undefined) return false;
    const { parts, checks } = await findParts(partition, upload.id);
    const result = await partition.commit({
      checks: [found.check, ...checks],
      writes: [...parts.flatMap(({ body }) => bodies.release(body)), ...removal(bodies, upload, parts)],
    });
    return result.ok || result;
  });
