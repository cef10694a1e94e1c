import type { ListUserTagsResponse } from "@aws-sdk/client-iam";
import { tagPage } from "../domain/tag-page.ts";
import type { Operation } from "../operation.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html */
export const ListUserTags: Operation<"ListUserTags"> = async (
  input,
  { caller },
  store,
): Promise<ListUserTagsResponse> => {
  const user = await requireUser(store.of(caller.account), input.UserName);
  return tagPage(input, user.tags);
};
