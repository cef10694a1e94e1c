import type { ListRoleTagsResponse } from "@aws-sdk/client-iam";
import { tagPage } from "../domain/tag-page.ts";
import type { Operation } from "../operation.ts";
import { requireRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const ListRoleTags: Operation<"ListRoleTags"> = async (input, call, store): Promise<ListRoleTagsResponse> => {
  const { tags } = await requireRole(store.of(call.caller.account), input.RoleName);
  return tagPage(input, tags);
};
