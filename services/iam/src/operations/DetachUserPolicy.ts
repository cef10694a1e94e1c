import type { Operation } from "../operation.ts";
import { detachPolicy } from "../store/attachments.ts";
import { users } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
export const DetachUserPolicy: Operation<"DetachUserPolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, (rows) =>
    detachPolicy(rows, { holders: users, name: input.UserName }, input.PolicyArn),
  );
  return {};
};
