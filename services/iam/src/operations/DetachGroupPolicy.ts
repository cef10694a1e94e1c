import type { Operation } from "../operation.ts";
import { detachPolicy } from "../store/attachments.ts";
import { groups } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachGroupPolicy.html */
export const DetachGroupPolicy: Operation<"DetachGroupPolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, (rows) =>
    detachPolicy(rows, { holders: groups, name: input.GroupName }, input.PolicyArn),
  );
  return {};
};
