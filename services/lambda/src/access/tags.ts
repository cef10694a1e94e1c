import { type AccessOf, notDecided } from "./rules.ts";

type TagOperation = "ListTags" | "TagResource" | "UntagResource";

/** What IAM decides by of tags. */
export const tagAccess: AccessOf<TagOperation> = {
  ListTags: notDecided("ListTags"),
  TagResource: notDecided("TagResource"),
  UntagResource: notDecided("UntagResource"),
};
