import { resourceNotFound } from "../domain/errors.ts";
import { addTags } from "../domain/groups/tags.ts";
import { taggedGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const TagResource: Operation<"TagResource"> = async ({ resourceArn, tags }, call, store): Promise<object> => {
  const tagged = await store.groups.change(taggedGroup(resourceArn, call), (row) => ({
    ...row,
    tags: addTags(row.tags, tags),
  }));
  if (tagged === undefined) throw resourceNotFound();
  return {};
};
