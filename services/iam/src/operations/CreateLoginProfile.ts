import type { CreateLoginProfileResponse } from "@aws-sdk/client-iam";
import { actingUser } from "../domain/acting-user.ts";
import { alreadyExists } from "../domain/errors.ts";
import { describeLoginProfile, requirePassword } from "../domain/login-profile.ts";
import { SALT_BYTES } from "../domain/password.ts";
import type { Operation } from "../operation.ts";
import { newLoginProfile, putLoginProfile } from "../store/passwords.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html */
export const CreateLoginProfile: Operation<"CreateLoginProfile"> = async (
  input,
  call,
  store,
): Promise<CreateLoginProfileResponse> => {
  const name = actingUser(input.UserName, call.caller.arn);
  const password = requirePassword(input.Password);
  const salt = call.ids.bytes(SALT_BYTES);
  return store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, name);
    if (user.loginProfile) throw alreadyExists(`Login Profile for user ${user.name} already exists.`);
    const created = await newLoginProfile(rows, user, { password, salt, now: call.clock.now() });
    const profile = { ...created, resetRequired: input.PasswordResetRequired ?? false };
    putLoginProfile(rows, user, profile);
    return { LoginProfile: describeLoginProfile(user, profile) };
  });
};
