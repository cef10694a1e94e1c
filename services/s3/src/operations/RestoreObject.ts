import { beginRestore, isRestored, readRestore, RESTORE_MS } from "../domain/lifecycle/restore.ts";
import { noSuchKey } from "../domain/errors.ts";
import { findBucket } from "../find-bucket.ts";
import { findObject } from "../objects/find-object.ts";
import { occurrenceOf } from "../objects/occurrence.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html */
export const RestoreObject: Operation<"RestoreObject"> = async (
  input,
  call,
  store,
): Promise<Output<"RestoreObject"> & { readonly StatusCode: number }> => {
  const bucket = await findBucket(store, input, call);
  const asked = readRestore(input.RestoreRequest);
  const { Key: key, VersionId: versionId } = input;
  const { storageClass = "STANDARD" } = await findObject(store, { bucket, call }, { ...input, method: "POST" });
  const now = call.clock.now();
  const told = occurrenceOf(bucket, call, { event: "ObjectRestore:Post", restore: { storageClass } });
  const object = await store.restores.put(bucket, key, {
    versionId,
    decide: (current) => beginRestore(current, asked, now),
    dueAt: ({ restoredUntil }) => restoredUntil ?? now + RESTORE_MS,
    occurrence: (version) => (version?.kind === "object" && version.restoring ? told(version) : undefined),
  });
  if (object === undefined) throw noSuchKey(key);
  return { StatusCode: isRestored(object, now) ? 200 : 202 };
};
