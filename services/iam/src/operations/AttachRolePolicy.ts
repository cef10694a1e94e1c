import type { Operation } from "../operation.ts";
import { attachPolicy } from "../store/attachments.ts";
import { roles } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const AttachRolePolicy: Operation<"AttachRolePolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, (rows) =>
    attachPolicy(rows, { holders: roles, name: input.RoleName }, { account, arn: input.PolicyArn }),
  );
  return {};
};
