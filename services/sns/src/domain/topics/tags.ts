import { AwsError } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";

export type Tags = Readonly<Record<string, string>>;

/** As the API has them. */
export type TagList = readonly { readonly Key: string; readonly Value: string }[];

/** https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html */
const MAX_TAGS = 50;

/**
 * The tags of a list.
 * @throws AwsError InvalidParameter, TagLimitExceeded
 */
export function readTags(list: TagList): Tags {
  const tags = Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
  const keys = Object.keys(tags);
  if (keys.length < list.length) throw invalidParameter("Duplicated keys are not allowed.");
  if (keys.some((key) => /^aws:/i.test(key))) throw invalidParameter("Tag keys must not begin with aws:");
  checkCount(tags);
  return tags;
}

/**
 * The tags of a topic after TagResource.
 * @throws AwsError TagLimitExceeded
 */
export function addTags(before: Tags, added: Tags): Tags {
  const tags = { ...before, ...added };
  checkCount(tags);
  return tags;
}

/** The tags of a topic after UntagResource; a key that it does not have is no mistake. */
export const removeTags = (before: Tags, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(before).filter(([key]) => !keys.includes(key)));

export const listTags = (tags: Tags): { readonly Key: string; readonly Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Recorded: AWS makes a topic once more with some of its tags, or none, but with no others. */
export function hasTags(own: Tags, asked: Tags): boolean {
  const known = new Map(Object.entries(own));
  return Object.entries(asked).every(([key, value]) => known.get(key) === value);
}

function checkCount(tags: Tags): void {
  if (Object.keys(tags).length > MAX_TAGS) {
    throw new AwsError("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded", {
      status: 400,
    });
  }
}
