import { addTags, readTags } from "../domain/topics/tags.ts";
import { findTagged, resourceDoesNotExist } from "../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const TagResource: Operation<"TagResource"> = async (input, call, store): Promise<Record<string, never>> => {
  const topic = await findTagged(input.ResourceArn, call, store);
  const added = readTags(input.Tags);
  const changed = await store.topics.change(topic, (row) => ({ ...row, tags: addTags(row.tags, added) }));
  if (changed === undefined) throw resourceDoesNotExist();
  return {};
};
