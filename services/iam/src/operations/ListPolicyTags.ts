import type { ListPolicyTagsResponse } from "@aws-sdk/client-iam";
import { tagPage } from "../domain/tag-page.ts";
import type { Operation } from "../operation.ts";
import { requirePolicy } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html */
export const ListPolicyTags: Operation<"ListPolicyTags"> = async (
  input,
  call,
  store,
): Promise<ListPolicyTagsResponse> => {
  const { account } = call.caller;
  const { tags } = await requirePolicy(store.of(account), { account, arn: input.PolicyArn });
  return tagPage(input, tags);
};
