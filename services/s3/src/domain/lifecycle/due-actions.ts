import type * as sdk from "@aws-sdk/client-s3";
import type { Bucket } from "../bucket.ts";
import type { ObjectVersion, StoredObject } from "../object-version.ts";
import { isLocked } from "../object-lock/delete-check.ts";
import { midnightAfter } from "./days.ts";
import { enabledRules, isInScope } from "./enabled-rules.ts";
import { expiryBy } from "./expiration.ts";
import { currentTransition, type Noncurrent, noncurrentTransition } from "./transition.ts";

/** What is to be done to a version by the rules of its bucket. */
export type Action =
  | { readonly kind: "transition"; readonly to: sdk.TransitionStorageClass }
  /** As DeleteObject does without a version's id: by a marker where there is versioning. */
  | { readonly kind: "expire" }
  /** For good. */
  | { readonly kind: "remove" };

/** A version among those of its key. */
export type Placed = {
  readonly version: ObjectVersion;
  /** Absent: it is the current one. */
  readonly noncurrent?: Noncurrent;
  /** It is all that there is of its key. */
  readonly isAlone: boolean;
};

/**
 * What is due, in the order in which it is to be done: what is deleted for good goes nowhere else before, and what a
 * marker will hide does. https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
 */
export function dueActions(bucket: Bucket, placed: Placed, now: number): readonly Action[] {
  const { version, noncurrent, isAlone } = placed;
  if (noncurrent !== undefined) return noncurrentActions(bucket, version, { ...noncurrent, now });
  if (version.kind === "object") return currentActions(bucket, version, now);
  return isAlone && isMarkerDue(bucket, version, now) ? [{ kind: "remove" }] : [];
}

function currentActions(bucket: Bucket, object: StoredObject, now: number): readonly Action[] {
  const isExpired = enabledRules(bucket).some((rule) => isReached(expiryBy(rule, object), now));
  if (isExpired && bucket.versioning === undefined) return [{ kind: "expire" }];
  const to = currentTransition(bucket, object, now);
  return [...(to === undefined ? [] : [{ kind: "transition", to } as const]), ...(isExpired ? [EXPIRE] : [])];
}

const EXPIRE: Action = { kind: "expire" };

function noncurrentActions(
  bucket: Bucket,
  version: ObjectVersion,
  at: Noncurrent & { readonly now: number },
): readonly Action[] {
  const isDue = enabledRules(bucket).some(({ rule, scope }) => {
    const { NoncurrentDays: days, NewerNoncurrentVersions: kept = 0 } = rule.NoncurrentVersionExpiration ?? {};
    return (
      days !== undefined && at.newer >= kept && isInScope(scope, version) && midnightAfter(at.since, days) <= at.now
    );
  });
  if (isDue && !isLocked(version, { now: at.now, bypass: false })) return [{ kind: "remove" }];
  const to = version.kind === "object" ? noncurrentTransition(bucket, version, at) : undefined;
  return to === undefined ? [] : [{ kind: "transition", to }];
}

/** A marker that is all that is left goes where a rule says so, and where one expires objects of its age. */
const isMarkerDue = (bucket: Bucket, marker: ObjectVersion, now: number): boolean =>
  enabledRules(bucket).some((enabled) => {
    const { rule, scope } = enabled;
    if (rule.Expiration?.ExpiredObjectDeleteMarker === true) return isInScope(scope, marker);
    return isReached(expiryBy(enabled, marker), now);
  });

const isReached = (at: number | undefined, now: number): boolean => at !== undefined && at <= now;

/** What the keys begin with that rules may do something about: none of them begins with another. */
export function walkedPrefixes(bucket: Bucket, of: "versions" | "uploads"): readonly string[] {
  const prefixes = enabledRules(bucket)
    .filter(({ rule }) =>
      of === "uploads" ? rule.AbortIncompleteMultipartUpload !== undefined : isAboutVersions(rule),
    )
    .map(({ scope }) => scope.prefix)
    .toSorted();
  const walked: string[] = [];
  for (const prefix of prefixes) {
    const before = walked.at(-1);
    if (before === undefined || !prefix.startsWith(before)) walked.push(prefix);
  }
  return walked;
}

const isAboutVersions = ({ AbortIncompleteMultipartUpload: _uploads, ...rule }: sdk.LifecycleRule): boolean =>
  [
    rule.Expiration,
    rule.NoncurrentVersionExpiration,
    rule.Transitions?.[0],
    rule.NoncurrentVersionTransitions?.[0],
  ].some((action) => action !== undefined);
