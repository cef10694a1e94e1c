import { exactCase, removeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putPolicy, requireOwnPolicy } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html */
export const UntagPolicy: Operation<"UntagPolicy"> = async (input, call, store): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    const policy = await requireOwnPolicy(rows, { account, arn: input.PolicyArn });
    putPolicy(rows, { ...policy, tags: removeTags(policy.tags, input.TagKeys, exactCase) });
  });
  return {};
};
