import type { ListTagsResponse } from "@aws-sdk/client-lambda";
import { findTagged } from "../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const ListTags: Operation<"ListTags"> = async (
  { Resource: arn },
  { place },
  store,
): Promise<ListTagsResponse> => {
  const tagged = findTagged(arn, place, store);
  const tags = await tagged.read();
  if (tags === undefined) throw tagged.notFound();
  return { Tags: tags };
};
