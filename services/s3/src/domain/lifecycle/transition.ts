import type * as sdk from "@aws-sdk/client-s3";
import type { Bucket } from "../bucket.ts";
import type { StoredObject } from "../object-version.ts";
import { dueAt, midnightAfter } from "./days.ts";
import { type EnabledRule, enabledRules, isInScope } from "./enabled-rules.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html

/** Where objects may go from a class; from the others, anywhere. */
const WAYS: Readonly<Partial<Record<sdk.StorageClass, readonly sdk.TransitionStorageClass[]>>> = {
  STANDARD_IA: ["INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"],
  INTELLIGENT_TIERING: ["ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"],
  ONEZONE_IA: ["GLACIER", "DEEP_ARCHIVE"],
  GLACIER_IR: ["GLACIER", "DEEP_ARCHIVE"],
  GLACIER: ["DEEP_ARCHIVE"],
  DEEP_ARCHIVE: [],
};

/** Where several rules want an object elsewhere on the same day, the last of these is where it goes. */
const PREFERENCE: readonly sdk.TransitionStorageClass[] = [
  "STANDARD_IA",
  "ONEZONE_IA",
  "GLACIER_IR",
  "INTELLIGENT_TIERING",
  "GLACIER",
  "DEEP_ARCHIVE",
];

/** Bytes: what is smaller stays where it is, if its rule does not ask for sizes itself. */
const DEFAULT_MINIMUM_SIZE = 128 * 1024;

type Step = { readonly at: number; readonly to: sdk.TransitionStorageClass };

/** Where the rules of a bucket want its current version of an object by now; `undefined`: where it is. */
export const currentTransition = (
  bucket: Bucket,
  object: StoredObject,
  now: number,
): sdk.TransitionStorageClass | undefined =>
  destination(bucket, object, {
    now,
    stepsOf: ({ rule }) =>
      (rule.Transitions ?? []).map((one) => ({ at: dueAt(object.lastModified, one), to: one.StorageClass })),
  });

/** Since when a version is not the current one, and how many that are not current either are newer. */
export type Noncurrent = { readonly since: number; readonly newer: number };

/** Where the rules of a bucket want a version by now that is not current. */
export const noncurrentTransition = (
  bucket: Bucket,
  object: StoredObject,
  { now, since, newer }: Noncurrent & { readonly now: number },
): sdk.TransitionStorageClass | undefined =>
  destination(bucket, object, {
    now,
    stepsOf: ({ rule }) =>
      (rule.NoncurrentVersionTransitions ?? [])
        .filter(({ NewerNoncurrentVersions: kept = 0 }) => newer >= kept)
        .map((one) => ({ at: midnightAfter(since, one.NoncurrentDays ?? 0), to: one.StorageClass })),
  });

type Steps = {
  readonly now: number;
  readonly stepsOf: (rule: EnabledRule) => readonly { readonly at: number; readonly to: Step["to"] | undefined }[];
};

/** Goes all the steps that are due, in their order: S3 would have gone them day by day. */
function destination(bucket: Bucket, object: StoredObject, { now, stepsOf }: Steps): Step["to"] | undefined {
  const due = enabledRules(bucket)
    .filter(({ scope }) => isInScope(scope, object))
    .flatMap((rule) => stepsOf(rule).flatMap(({ at, to }) => (to === undefined ? [] : [{ at, to, rule }])))
    .filter(({ at, to, rule }) => at <= now && isLargeEnough(bucket, object, { to, rule }))
    .toSorted((one, other) => one.at - other.at || PREFERENCE.indexOf(other.to) - PREFERENCE.indexOf(one.to));
  let at = object.storageClass;
  let day: number | undefined;
  for (const step of due) {
    if (step.at === day) continue;
    day = step.at;
    const ways = at === undefined ? PREFERENCE : (WAYS[at] ?? PREFERENCE);
    if (ways.includes(step.to)) at = step.to;
  }
  return at === object.storageClass ? undefined : PREFERENCE.find((known) => known === at);
}

function isLargeEnough(
  { configurations: { lifecycle } }: Bucket,
  { size }: StoredObject,
  { to, rule: { scope } }: { readonly to: Step["to"]; readonly rule: EnabledRule },
): boolean {
  if (scope.largerThan !== undefined || scope.smallerThan !== undefined) return true;
  if (size >= DEFAULT_MINIMUM_SIZE) return true;
  const isArchive = to === "GLACIER" || to === "DEEP_ARCHIVE";
  return isArchive && lifecycle?.TransitionDefaultMinimumObjectSize === "varies_by_storage_class";
}
