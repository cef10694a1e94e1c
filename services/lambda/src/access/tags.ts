import { type AccessRule, tagContext, type TagsOfRequest } from "@skylab/service";
import { findTagged } from "../find-tagged.ts";
import type { LambdaOperations } from "../operation.ts";
import type { LambdaStore } from "../store/store.ts";
import type { AccessOf } from "./rules.ts";

type TagOperation = "ListTags" | "TagResource" | "UntagResource";

type OfResource = { readonly Resource: string };

/** What has tags, and what the request says of them. */
const onTagged = <Input extends OfResource>(
  action: string,
  tagsOf: (input: Input) => Omit<TagsOfRequest, "of"> = () => ({}),
): AccessRule<Input, LambdaStore> => ({
  action: `lambda:${action}`,
  on: (input, { place }, store) => ({
    resource: input.Resource,
    context: () => tagContext(tagsOf(input)),
    kept: {
      keys: "aws:resourcetag/",
      context: async () => tagContext({ of: await findTagged(input.Resource, place, store).read() }),
    },
  }),
});

/** What IAM decides by of tags. */
export const tagAccess: AccessOf<TagOperation> = {
  ListTags: onTagged("ListTags"),
  TagResource: onTagged<LambdaOperations["TagResource"]["input"]>("TagResource", ({ Tags }) => ({ set: Tags })),
  UntagResource: onTagged<LambdaOperations["UntagResource"]["input"]>("UntagResource", ({ TagKeys }) => ({
    named: TagKeys,
  })),
};
