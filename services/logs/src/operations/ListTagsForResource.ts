import type { ListTagsForResourceResponse } from "@aws-sdk/client-cloudwatch-logs";
import { resourceNotFound } from "../domain/errors.ts";
import { taggedGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export const ListTagsForResource: Operation<"ListTagsForResource"> = async (
  { resourceArn },
  call,
  store,
): Promise<ListTagsForResourceResponse> => {
  const group = await store.groups.find(taggedGroup(resourceArn, call));
  if (group === undefined) throw resourceNotFound();
  return { tags: group.row.tags };
};
