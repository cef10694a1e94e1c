import { AwsError } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { keyTarget, permission } from "../access/targets.ts";
import type { Bucket } from "../domain/bucket.ts";
import type { S3Store } from "../store/store.ts";
import { type Deleted, type Deletion, deleteVersion } from "./delete-version.ts";

/** What became of one of many deletions. */
export type Outcome =
  | { readonly deletion: Deletion; readonly deleted: Deleted }
  | { readonly deletion: Deletion; readonly error: AwsError };

/** So many are deleted at a time. */
const AT_ONCE = 100;

/** Deletes objects, each for itself and by leave of its own: what is refused of one does not keep the others. In their order. */
export async function deleteMany(
  store: S3Store,
  place: { readonly bucket: Bucket; readonly call: Call },
  deletions: readonly Deletion[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < deletions.length; from += AT_ONCE) {
    const some = deletions.slice(from, from + AT_ONCE);
    outcomes.push(...(await Promise.all(some.map((deletion) => settle(store, place, deletion)))));
  }
  return outcomes;
}

async function settle(
  store: S3Store,
  place: { readonly bucket: Bucket; readonly call: Call },
  deletion: Deletion,
): Promise<Outcome> {
  try {
    const { key, versionId } = deletion;
    const target = keyTarget(store, place.bucket, {
      input: { VersionId: versionId },
      call: place.call,
      key,
      versionId,
    });
    const action = versionId === undefined ? "DeleteObject" : "DeleteObjectVersion";
    const refusal = await place.call.refusalOf(permission(action, target));
    if (refusal !== undefined) return { deletion, error: refusal };
    return { deletion, deleted: await deleteVersion(store, place, deletion) };
  } catch (error) {
    if (error instanceof AwsError) return { deletion, error };
    throw error;
  }
}
