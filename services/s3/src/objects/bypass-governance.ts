import { keyTarget, permission } from "../access/targets.ts";
import type { S3Store } from "../store/store.ts";
import type { Place } from "./missing-object.ts";

type Wish = { readonly key: string; readonly versionId?: string | undefined; readonly bypass: boolean | undefined };

/**
 * Whether a request that asks for it passes over governance: by leave only. Without, it is as if it had not asked, so
 * that what is not retained may be deleted all the same: AWS's console always asks.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-bypass
 */
export async function bypassesGovernance(store: S3Store, place: Place, wish: Wish): Promise<boolean> {
  if (wish.bypass !== true) return false;
  const { bucket, call } = place;
  // Where nothing is locked, the request is told so.
  if (!bucket.objectLock) return true;
  const { key, versionId } = wish;
  const target = keyTarget(store, bucket, { input: { VersionId: versionId }, call, key, versionId });
  return (await call.refusalOf(permission("BypassGovernanceRetention", target))) === undefined;
}
