import { decodeKey, encodeKey, keyTable, type Write } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import type { StoredObject } from "../domain/object-version.ts";
import type { Objects, OccurrenceOf } from "./objects.ts";
import { contentsOf, RESTORES_SPACE } from "./spaces.ts";
import type { S3Engines } from "./engines.ts";

/** Objects that are brought back from an archive for some time. */
export type Restores = {
  /**
   * Changes a version, and sees to it that it is among those that are `due` from a time on, in milliseconds since the
   * epoch. `undefined` where it is not there (any more).
   */
  readonly put: (bucket: Bucket, key: string, how: RestoreHow) => Promise<StoredObject | undefined>;
  /** The versions that are due by now, the first of them first. */
  readonly due: (bucket: Bucket, now: number) => Promise<readonly DueRestore[]>;
  /** Changes a version that was due, which then is it no more, where `decide` changes it; the due one is forgotten anyway. */
  readonly settle: (bucket: Bucket, due: DueRestore, how: SettleHow) => Promise<void>;
};

/** A version that somebody has to look after at a time. */
export type DueRestore = { readonly at: number; readonly key: string; readonly versionId: string };

export type RestoreHow = {
  readonly versionId?: string | undefined;
  /** May be asked again, and throw to refuse. */
  readonly decide: (current: StoredObject) => StoredObject;
  readonly dueAt: (changed: StoredObject) => number;
  readonly occurrence?: OccurrenceOf;
};

export type SettleHow = {
  /** `undefined`: there is nothing to do about it any more. */
  readonly decide: (current: StoredObject) => StoredObject | undefined;
  /** When it is to be looked after again. */
  readonly dueAt: (changed: StoredObject) => number | undefined;
  readonly occurrence?: OccurrenceOf;
};

const rows = keyTable(RESTORES_SPACE);

/** So many are read at a time. */
const AT_ONCE = 100;

export function openRestores({ records }: Pick<S3Engines, "records">, objects: Objects): Restores {
  return {
    put: (bucket, key, { versionId, decide, dueAt, occurrence }) =>
      objects.change(bucket, key, {
        versionId,
        decide: (current) => (current.kind === "object" ? decide(current) : undefined),
        writes: (changed) => [put(changed, dueAt(changed))],
        ...(occurrence && { occurrence }),
      }),
    due: async (bucket, now) => {
      const contents = records.partition(contentsOf(bucket));
      // As a rule there are none, which costs nothing to know.
      if ((await contents.count(RESTORES_SPACE)) === 0) return [];
      const entries = await contents.range(RESTORES_SPACE, { to: encodeKey(now + 1), limit: AT_ONCE });
      return entries.map(({ key }) => readKey(key));
    },
    settle: async (bucket, due, { decide, dueAt, occurrence }) => {
      await objects.change(bucket, due.key, {
        versionId: due.versionId,
        decide: (current) => (current.kind === "object" ? decide(current) : undefined),
        writes: (changed) => {
          const next = dueAt(changed);
          return next === undefined ? [remove(due)] : [remove(due), put(changed, next)];
        },
        ...(occurrence && { occurrence }),
      });
      // Where nothing was changed, nothing was written.
      await records.partition(contentsOf(bucket)).commit({ writes: [remove(due)] });
    },
  };
}

const put = ({ key, versionId }: StoredObject, at: number): Write => ({
  kind: "put",
  space: RESTORES_SPACE,
  key: encodeKey(at, key, versionId),
  value: rows.encode(true),
});

const remove = ({ at, key, versionId }: DueRestore): Write => ({
  kind: "remove",
  space: RESTORES_SPACE,
  key: encodeKey(at, key, versionId),
});

function readKey(encoded: Uint8Array): DueRestore {
  const [at, key, versionId] = decodeKey(encoded);
  if (typeof at !== "number" || typeof key !== "string" || typeof versionId !== "string") {
    throw new Error("A restore is kept under another key than that of a version");
  }
  return { at, key, versionId };
}
