import type { Context } from "@skylab/auth";

/** What a request has to do with tags. */
export type TagsOfRequest = {
  /** The resource's own. */
  readonly of?: Readonly<Record<string, string>> | undefined;
  /** Those that the request sets. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** The keys of those that it takes away. */
  readonly named?: readonly string[] | undefined;
};

/** What conditions may ask of tags. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html */
export function tagContext({ of = {}, named = [], set = {} }: TagsOfRequest): Context {
  const keys = [...Object.keys(set), ...named];
  return {
    ...prefixed("aws:ResourceTag", of),
    ...prefixed("aws:RequestTag", set),
    ...(keys.length > 0 && { "aws:TagKeys": keys }),
  };
}

const prefixed = (prefix: string, tags: Readonly<Record<string, string>>): Context =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));
