import type { ListInstanceProfileTagsResponse } from "@aws-sdk/client-iam";
import { tagPage } from "../domain/tag-page.ts";
import type { Operation } from "../operation.ts";
import { requireInstanceProfile } from "../store/instance-profiles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfileTags.html */
export const ListInstanceProfileTags: Operation<"ListInstanceProfileTags"> = async (
  input,
  call,
  store,
): Promise<ListInstanceProfileTagsResponse> => {
  const { tags } = await requireInstanceProfile(store.of(call.caller.account), input.InstanceProfileName);
  return tagPage(input, tags);
};
