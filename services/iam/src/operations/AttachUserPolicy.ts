import type { Operation } from "../operation.ts";
import { attachPolicy } from "../store/attachments.ts";
import { users } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export const AttachUserPolicy: Operation<"AttachUserPolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, (rows) =>
    attachPolicy(rows, { holders: users, name: input.UserName }, { account, arn: input.PolicyArn }),
  );
  return {};
};
