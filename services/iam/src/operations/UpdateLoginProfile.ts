import { SALT_BYTES } from "../domain/password.ts";
import type { Operation } from "../operation.ts";
import { changePassword, putLoginProfile, requireLoginProfile } from "../store/passwords.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html */
export const UpdateLoginProfile: Operation<"UpdateLoginProfile"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { UserName: name, Password: password, PasswordResetRequired: resetRequired } = input;
  const salt = call.ids.bytes(SALT_BYTES);
  await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, name);
    const profile =
      password === undefined
        ? requireLoginProfile(user)
        : await changePassword(rows, user, { password, salt, now: call.clock.now() });
    putLoginProfile(rows, user, { ...profile, resetRequired: resetRequired ?? profile.resetRequired });
  });
  return {};
};
