import { AwsError } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";

export type Tags = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#log-group-tagging */
const MAX_TAGS = 50;

/**
 * The tags of a group after some were set.
 * @throws AwsError InvalidParameterException, TooManyTagsException
 */
export function addTags(before: Tags, added: Tags): Tags {
  if (Object.keys(added).some((key) => /^aws:/i.test(key))) throw invalidParameter("Tag keys must not begin with aws:");
  const tags = { ...before, ...added };
  if (Object.keys(tags).length > MAX_TAGS)
    throw new AwsError("TooManyTagsException", `A resource can have at most ${MAX_TAGS} tags.`);
  return tags;
}

/** The tags of a group after some were taken away; a key that it does not have is no mistake. */
export const removeTags = (before: Tags, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(before).filter(([key]) => !keys.includes(key)));
