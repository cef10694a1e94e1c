import { resourceNotFound } from "../domain/errors.ts";
import { removeTags } from "../domain/groups/tags.ts";
import { taggedGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export const UntagResource: Operation<"UntagResource"> = async (
  { resourceArn, tagKeys },
  call,
  store,
): Promise<object> => {
  const untagged = await store.groups.change(taggedGroup(resourceArn, call), (row) => ({
    ...row,
    tags: removeTags(row.tags, tagKeys),
  }));
  if (untagged === undefined) throw resourceNotFound();
  return {};
};
