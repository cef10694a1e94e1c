import type * as sdk from "@aws-sdk/client-s3";
import type { Bucket, Configurations } from "../bucket.ts";
import { type Scope, scopeOf } from "../bucket-configuration/lifecycle-filter.ts";
import type { ObjectVersion } from "../object-version.ts";

/** A lifecycle rule, and which objects it is about. */
export type EnabledRule = { readonly id: string; readonly rule: sdk.LifecycleRule; readonly scope: Scope };

/** Requests ask for the rules of their bucket again and again, of which a process remembers one and the same document. */
const known = new WeakMap<NonNullable<Configurations["lifecycle"]>, readonly EnabledRule[]>();

const NONE: readonly EnabledRule[] = [];

/** The lifecycle rules of a bucket that are in force. */
export function enabledRules({ configurations: { lifecycle } }: Bucket): readonly EnabledRule[] {
  if (lifecycle === undefined) return NONE;
  const rules = known.get(lifecycle) ?? readRules(lifecycle.Rules ?? []);
  known.set(lifecycle, rules);
  return rules;
}

const readRules = (rules: readonly sdk.LifecycleRule[]): readonly EnabledRule[] =>
  rules
    .filter(({ Status: status }) => status === "Enabled")
    .map((rule) => ({ id: rule.ID ?? "", rule, scope: scopeOf(rule) }));

/** What rules choose objects by. */
export type Subject = Pick<ObjectVersion, "key"> & {
  readonly size?: number;
  readonly tags?: Readonly<Record<string, string>>;
};

/** Whether a rule is about an object. What has neither tags nor a size, a marker, is in no scope that asks for them. */
export const isInScope = (scope: Scope, subject: Subject): boolean =>
  subject.key.startsWith(scope.prefix) && hasTags(scope, subject) && hasSize(scope, subject);

const hasTags = ({ tags: asked }: Scope, { tags = {} }: Subject): boolean =>
  asked.every(({ Key: key = "", Value: value = "" }) => Object.hasOwn(tags, key) && tags[key] === value);

function hasSize({ largerThan, smallerThan }: Scope, { size }: Subject): boolean {
  if (largerThan === undefined && smallerThan === undefined) return true;
  return size !== undefined && size > (largerThan ?? -1) && size < (smallerThan ?? Infinity);
}
