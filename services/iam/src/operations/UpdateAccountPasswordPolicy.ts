import { newPasswordPolicy } from "../domain/password-policy.ts";
import type { Operation } from "../operation.ts";
import { putPasswordPolicy } from "../store/passwords.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
export const UpdateAccountPasswordPolicy: Operation<"UpdateAccountPasswordPolicy"> = async (
  input,
  { caller },
  store,
): Promise<Record<string, never>> => {
  const policy = newPasswordPolicy(input);
  await store.change(caller.account, async (rows) => putPasswordPolicy(rows, policy));
  return {};
};
