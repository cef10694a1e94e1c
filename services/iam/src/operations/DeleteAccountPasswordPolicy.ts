import { noSuchEntity } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";
import { findPasswordPolicy, removePasswordPolicy } from "../store/passwords.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountPasswordPolicy.html */
export const DeleteAccountPasswordPolicy: Operation<"DeleteAccountPasswordPolicy"> = async (
  _input,
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const policy = await findPasswordPolicy(rows);
    if (!policy) throw noSuchEntity("The account policy with name PasswordPolicy cannot be found.");
    removePasswordPolicy(rows);
  });
  return {};
};
