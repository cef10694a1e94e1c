import type { Operation } from "../operation.ts";
import { detachPolicy } from "../store/attachments.ts";
import { roles } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const DetachRolePolicy: Operation<"DetachRolePolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, (rows) =>
    detachPolicy(rows, { holders: roles, name: input.RoleName }, input.PolicyArn),
  );
  return {};
};
