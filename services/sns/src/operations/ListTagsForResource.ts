import type { ListTagsForResourceResponse } from "@aws-sdk/client-sns";
import { listTags } from "../domain/topics/tags.ts";
import { findTagged } from "../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const ListTagsForResource: Operation<"ListTagsForResource"> = async (
  input,
  call,
  store,
): Promise<ListTagsForResourceResponse> => {
  const { row } = await findTagged(input.ResourceArn, call, store);
  return { Tags: listTags(row.tags) };
};
