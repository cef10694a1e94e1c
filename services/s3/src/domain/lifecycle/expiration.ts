import type { Bucket } from "../bucket.ts";
import type { StoredObject } from "../object-version.ts";
import { dueAt, midnightAfter } from "./days.ts";
import { type EnabledRule, enabledRules, isInScope, type Subject } from "./enabled-rules.ts";

/** When a rule will do something, in milliseconds since the epoch, and which one. */
export type Prospect = { readonly at: number; readonly ruleId: string };

type Expiring = Subject & Pick<StoredObject, "lastModified">;

/** When a bucket's rules will expire an object that is its current version. Of several rules, the first to do so counts. */
function expirationOf(bucket: Bucket, object: Expiring): Prospect | undefined {
  const rules = enabledRules(bucket);
  return rules.length === 0 ? undefined : earliest(rules, (rule) => expiryBy(rule, object));
}

/** When a rule expires an object, or a delete marker that is all that is left of one. */
export function expiryBy({ rule, scope }: EnabledRule, subject: Expiring): number | undefined {
  const { Date: date, Days: days } = rule.Expiration ?? {};
  if ((date === undefined && days === undefined) || !isInScope(scope, subject)) return undefined;
  return dueAt(subject.lastModified, { Date: date, Days: days });
}

/** When a bucket's rules will abort an upload. */
export function abortionOf(
  bucket: Bucket,
  { key, begunAt }: { readonly key: string; readonly begunAt: number },
): Prospect | undefined {
  return earliest(enabledRules(bucket), ({ rule, scope }) => {
    const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
    return days === undefined || !isInScope(scope, { key }) ? undefined : midnightAfter(begunAt, days);
  });
}

function earliest(
  rules: readonly EnabledRule[],
  when: (rule: EnabledRule) => number | undefined,
): Prospect | undefined {
  let first: Prospect | undefined;
  for (const rule of rules) {
    const at = when(rule);
    if (at !== undefined && (first === undefined || at < first.at)) first = { at, ruleId: rule.id };
  }
  return first;
}

/** The member by which answers about an object tell when it will expire. */
export function expirationMember(bucket: Bucket, object: Expiring): { readonly Expiration?: string } {
  const expiration = expirationOf(bucket, object);
  if (expiration === undefined) return {};
  const { at, ruleId } = expiration;
  return { Expiration: `expiry-date="${new Date(at).toUTCString()}", rule-id="${encodeURIComponent(ruleId)}"` };
}

/** The members by which answers about an upload tell when it will be aborted. */
export function abortionMembers(
  bucket: Bucket,
  upload: { readonly key: string; readonly begunAt: number },
): { readonly AbortDate?: Date; readonly AbortRuleId?: string } {
  const abortion = abortionOf(bucket, upload);
  return abortion === undefined ? {} : { AbortDate: new Date(abortion.at), AbortRuleId: abortion.ruleId };
}
