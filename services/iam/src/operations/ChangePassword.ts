import { passwordChanger, wrongPassword } from "../domain/login-profile.ts";
import { isPassword, SALT_BYTES } from "../domain/password.ts";
import type { Operation } from "../operation.ts";
import { changePassword, putLoginProfile, requireLoginProfile } from "../store/passwords.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html */
export const ChangePassword: Operation<"ChangePassword"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const name = passwordChanger(call.caller.arn);
  const { OldPassword: old, NewPassword: password } = input;
  const salt = call.ids.bytes(SALT_BYTES);
  await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, name);
    if (!(await isPassword(old, requireLoginProfile(user).passwordHash))) throw wrongPassword();
    const profile = await changePassword(rows, user, { password, salt, now: call.clock.now() });
    putLoginProfile(rows, user, { ...profile, resetRequired: false });
  });
  return {};
};
