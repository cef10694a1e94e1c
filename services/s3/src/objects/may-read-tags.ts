import { keyTarget, permission } from "../access/targets.ts";
import type { StoredObject } from "../domain/object-version.ts";
import type { S3Store } from "../store/store.ts";
import type { Place } from "./missing-object.ts";

/** Who may not read an object's tags is not told how many it has. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export async function mayReadTags(store: S3Store, { bucket, call }: Place, { key }: StoredObject): Promise<boolean> {
  const target = keyTarget(store, bucket, { input: {}, call, key });
  return (await call.refusalOf(permission("GetObjectTagging", target))) === undefined;
}
