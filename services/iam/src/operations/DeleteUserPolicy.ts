import { removeInlinePolicy } from "../domain/inline-policies.ts";
import type { Operation } from "../operation.ts";
import { users } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
export const DeleteUserPolicy: Operation<"DeleteUserPolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const user = await users.requireModifiable(rows, input.UserName);
    users.put(rows, removeInlinePolicy("user", user, input.PolicyName));
  });
  return {};
};
