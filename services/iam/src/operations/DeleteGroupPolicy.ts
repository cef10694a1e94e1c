import { removeInlinePolicy } from "../domain/inline-policies.ts";
import type { Operation } from "../operation.ts";
import { groups } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroupPolicy.html */
export const DeleteGroupPolicy: Operation<"DeleteGroupPolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const group = await groups.requireModifiable(rows, input.GroupName);
    groups.put(rows, removeInlinePolicy("group", group, input.PolicyName));
  });
  return {};
};
