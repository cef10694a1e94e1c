import type { Tag } from "@aws-sdk/client-iam";
import type { Tags } from "@skylab/identity";
import { invalidInput, limitExceeded } from "./errors.ts";
import { MAX_TAGS } from "./quotas.ts";

/**
 * How tag keys are told apart: `anyCase` for users and roles, `exactCase` for everything else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating
 */
export type TagKeys = { readonly id: (key: string) => string; readonly duplicate: string };

export const anyCase: TagKeys = {
  id: (key) => key.toLowerCase(),
  duplicate: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
};

export const exactCase: TagKeys = { id: (key) => key, duplicate: "Duplicate tag keys found." };

/** Tags as requests name them. */
export type NewTags = readonly { readonly Key: string; readonly Value: string }[];

/**
 * The tags with those that a request sets: a key that is there already gets the new value, and its new spelling.
 * @throws AwsError `InvalidInput`, `LimitExceeded`
 */
export function addTags(tags: Tags, added: NewTags, keys: TagKeys): Tags {
  const replaced = new Set(added.map(({ Key }) => keys.id(Key)));
  if (replaced.size < added.length) throw invalidInput(keys.duplicate);
  const reserved = added.find(({ Key }) => Key.toLowerCase().startsWith(RESERVED));
  if (reserved) throw invalidInput(`Tag keys that begin with ${RESERVED} are reserved for AWS: ${reserved.Key}`);
  const kept = Object.entries(tags).filter(([key]) => !replaced.has(keys.id(key)));
  const all = [...kept, ...added.map(({ Key, Value }) => [Key, Value] as const)];
  if (all.length > MAX_TAGS) throw limitExceeded("The number of tags has reached the maximum limit.");
  return Object.fromEntries(all);
}

/** Tags that a request names, as conditions ask for them: nothing of them is checked. */
export const requestedTags = (named: NewTags = []): Tags =>
  Object.fromEntries(named.map(({ Key, Value }) => [Key, Value]));

/** The tags of something new. */
export const newTags = (added: NewTags | undefined, keys: TagKeys): Tags => addTags({}, added ?? [], keys);

/** The tags without those keys; keys that are not there do no harm. */
export function removeTags(tags: Tags, removed: readonly string[], keys: TagKeys): Tags {
  const gone = new Set(removed.map(keys.id));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(keys.id(key))));
}

/** Tags as answers tell them. */
export const describeTags = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** The order in which IAM lists tags: by key, the shorter ones first. */
export const compareTagKeys = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : Number(a > b));

/** Tags as an answer tells them that has no such member where there are none, as CreateUser's and GetUser's. */
export const describeAnyTags = (tags: Tags): { Tags?: Tag[] } =>
  Object.keys(tags).length === 0 ? {} : { Tags: describeTags(tags) };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating */
const RESERVED = "aws:";
