import type * as sdk from "@aws-sdk/client-s3";
import { invalidArgument, malformedXml } from "../errors.ts";
import {
  filterInV1,
  idTooLong,
  invalidMinimumSize,
  newerVersionsInV1,
  noAction,
  noRules,
  notPositive,
  notWith,
  overlappingPrefixes,
  prefixInV2,
  sameId,
  tooManyRules,
} from "./lifecycle-errors.ts";
import { checkFilter, scopeOf } from "./lifecycle-filter.ts";
import { checkMidnight, checkNoncurrentTransitions, checkTransitions } from "./lifecycle-transitions.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
const MOST_RULES = 1000;

const MAX_ID_LENGTH = 255;

/**
 * The rules that a bucket gets, each with an id. Where the first has a filter, the configuration is what AWS calls
 * Lifecycle V2, and all rules must have one; else none may.
 * @throws AwsError InvalidArgument, InvalidRequest, MalformedXML
 */
export function readLifecycle(
  { Rules: rules = [] }: sdk.BucketLifecycleConfiguration,
  newId: () => string,
): readonly sdk.LifecycleRule[] {
  if (rules.length === 0) throw noRules();
  if (rules.length > MOST_RULES) throw tooManyRules(MOST_RULES);
  checkIds(rules);
  const isV2 = rules[0]?.Filter !== undefined;
  for (const rule of rules) checkRule(rule, isV2);
  if (!isV2) checkOverlaps(rules);
  return rules.map((rule) => withId(rule, newId));
}

const withId = (rule: sdk.LifecycleRule, newId: () => string): sdk.LifecycleRule => ({
  ...rule,
  ID: rule.ID || newId(),
});

function checkIds(rules: readonly sdk.LifecycleRule[]): void {
  const ids = new Set<string>();
  for (const { ID: id } of rules) {
    if (!id) continue;
    if (id.length > MAX_ID_LENGTH) throw idTooLong(id, MAX_ID_LENGTH);
    if (ids.has(id)) throw sameId(id);
    ids.add(id);
  }
}

function checkRule(rule: sdk.LifecycleRule, isV2: boolean): void {
  if (rule.Prefix === undefined && rule.Filter === undefined) throw malformedXml();
  if (isV2 && rule.Prefix !== undefined) throw prefixInV2();
  if (!isV2 && rule.Filter !== undefined) throw filterInV1();
  checkFilter(rule);
  checkActions(rule);
  checkNewerVersions([...(rule.NoncurrentVersionTransitions ?? []), rule.NoncurrentVersionExpiration ?? {}], isV2);
}

function checkActions(rule: sdk.LifecycleRule): void {
  if (!ACTIONS.some(([, isIn]) => isIn(rule))) throw noAction();
  if (rule.Expiration) checkExpiration(rule.Expiration);
  if (rule.NoncurrentVersionExpiration) checkNoncurrentExpiration(rule.NoncurrentVersionExpiration);
  if (rule.AbortIncompleteMultipartUpload) checkAbort(rule.AbortIncompleteMultipartUpload);
  checkWhatIsNoObject(rule);
  checkTransitions(rule);
  checkNoncurrentTransitions(rule);
}

const ACTIONS: readonly (readonly [string, (rule: sdk.LifecycleRule) => boolean])[] = [
  ["Expiration", (rule) => rule.Expiration !== undefined],
  ["Transition", (rule) => (rule.Transitions ?? []).length > 0],
  ["NoncurrentVersionTransition", (rule) => (rule.NoncurrentVersionTransitions ?? []).length > 0],
  ["NoncurrentVersionExpiration", (rule) => rule.NoncurrentVersionExpiration !== undefined],
  ["AbortIncompleteMultipartUpload", (rule) => rule.AbortIncompleteMultipartUpload !== undefined],
];

function checkExpiration(expiration: sdk.LifecycleExpiration): void {
  const { Date: date, Days: days, ExpiredObjectDeleteMarker: marker } = expiration;
  if ([date, days, marker].filter((form) => form !== undefined).length !== 1) throw malformedXml();
  if (days !== undefined && days <= 0) throw notPositive("Days", "Expiration", days);
  if (date !== undefined) checkMidnight(date);
}

function checkNoncurrentExpiration({ NoncurrentDays: days }: sdk.NoncurrentVersionExpiration): void {
  if (days === undefined) throw malformedXml();
  if (days <= 0) throw notPositive("NoncurrentDays", "NoncurrentVersionExpiration", days);
}

function checkAbort({ DaysAfterInitiation: days }: sdk.AbortIncompleteMultipartUpload): void {
  if (days === undefined) throw malformedXml();
  if (days <= 0) throw notPositive("DaysAfterInitiation", "AbortIncompleteMultipartUpload", days);
}

/** Neither delete markers nor uploads have tags or a size. */
function checkWhatIsNoObject(rule: sdk.LifecycleRule): void {
  const { tags, largerThan, smallerThan } = scopeOf(rule);
  const isSized = largerThan !== undefined || smallerThan !== undefined;
  const elements = [
    ...(rule.Expiration?.ExpiredObjectDeleteMarker === undefined ? [] : ["ExpiredObjectDeleteMarker"]),
    ...(rule.AbortIncompleteMultipartUpload ? ["AbortIncompleteMultipartUpload"] : []),
  ];
  for (const element of elements) {
    if (tags.length > 0) throw notWith(element, "Tags");
    if (isSized) throw notWith(element, "Object Size");
  }
}

type Keeps = { readonly NewerNoncurrentVersions?: number | undefined };

function checkNewerVersions(actions: readonly Keeps[], isV2: boolean): void {
  for (const { NewerNoncurrentVersions: kept } of actions) {
    if (kept === undefined) continue;
    if (!isV2) throw newerVersionsInV1();
    if (kept <= 0) {
      throw invalidArgument(
        "'NewerNoncurrentVersions' must be a positive integer",
        "NewerNoncurrentVersions",
        String(kept),
      );
    }
  }
}

/** Before Lifecycle V2, no two rules may do the same to one object. */
function checkOverlaps(rules: readonly sdk.LifecycleRule[]): void {
  for (const [action, isIn] of ACTIONS) {
    const prefixes = rules
      .filter(isIn)
      .map((rule) => rule.Prefix ?? "")
      .toSorted();
    for (const [index, prefix] of prefixes.entries()) {
      const next = prefixes[index + 1];
      if (next?.startsWith(prefix)) throw overlappingPrefixes(prefix, next, action);
    }
  }
}

const MINIMUM_SIZES: readonly sdk.TransitionDefaultMinimumObjectSize[] = [
  "all_storage_classes_128K",
  "varies_by_storage_class",
];

/** @throws AwsError InvalidRequest */
export function readMinimumSize(asked: string | undefined): sdk.TransitionDefaultMinimumObjectSize {
  const size = MINIMUM_SIZES.find((known) => known === (asked ?? MINIMUM_SIZES[0]));
  if (size === undefined) throw invalidMinimumSize(asked ?? "");
  return size;
}
