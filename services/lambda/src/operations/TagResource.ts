import { checkTags } from "../domain/tags.ts";
import { findTagged } from "../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const TagResource: Operation<"TagResource"> = async (
  { Resource: arn, Tags },
  { place },
  store,
): Promise<Record<string, never>> => {
  const tagged = findTagged(arn, place, store);
  const isThere = await tagged.change((current) => {
    const tags = { ...current, ...Tags };
    checkTags(tags);
    return tags;
  });
  if (!isThere) throw tagged.notFound();
  return {};
};
