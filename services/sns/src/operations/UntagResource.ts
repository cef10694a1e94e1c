import { removeTags } from "../domain/topics/tags.ts";
import { findTagged, resourceDoesNotExist } from "../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const UntagResource: Operation<"UntagResource"> = async (input, call, store): Promise<Record<string, never>> => {
  const topic = await findTagged(input.ResourceArn, call, store);
  const changed = await store.topics.change(topic, (row) => ({ ...row, tags: removeTags(row.tags, input.TagKeys) }));
  if (changed === undefined) throw resourceDoesNotExist();
  return {};
};
