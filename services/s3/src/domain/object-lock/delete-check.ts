import type { Bucket } from "../bucket.ts";
import type { ObjectVersion } from "../object-version.ts";
import { bypassWithoutLock, lockedObject } from "./errors.ts";

/**
 * Whether object lock lets a version be deleted for good.
 * @throws AwsError AccessDenied from what it returns; InvalidArgument where there is no lock to pass over
 */
export function lockCheck(
  bucket: Bucket,
  { now, bypass }: { readonly now: number; readonly bypass: boolean },
): (version: ObjectVersion | undefined) => void {
  if (bypass && !bucket.objectLock) throw bypassWithoutLock();
  return (version) => {
    if (version !== undefined && isLocked(version, { now, bypass })) throw lockedObject();
  };
}

/** Whether a version is kept from being deleted for good. */
export function isLocked(
  version: ObjectVersion,
  { now, bypass }: { readonly now: number; readonly bypass: boolean },
): boolean {
  if (version.kind !== "object") return false;
  const { legalHold, retention } = version;
  const isRetained = retention !== undefined && retention.until > now;
  return legalHold === "ON" || (isRetained && !(retention.mode === "GOVERNANCE" && bypass));
}
