import type { Operation } from "../operation.ts";
import { attachPolicy } from "../store/attachments.ts";
import { groups } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html */
export const AttachGroupPolicy: Operation<"AttachGroupPolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, (rows) =>
    attachPolicy(rows, { holders: groups, name: input.GroupName }, { account, arn: input.PolicyArn }),
  );
  return {};
};
