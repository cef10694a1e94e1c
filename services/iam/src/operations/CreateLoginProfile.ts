import type { CreateLoginProfileResponse } from "@aws-sdk/client-iam";
import type { LoginProfile } from "@skylab/identity";
import { actingUser } from "../domain/acting-user.ts";
import { alreadyExists } from "../domain/errors.ts";
import { describeLoginProfile, requirePassword } from "../domain/login-profile.ts";
import { hashPassword, SALT_BYTES } from "../domain/password.ts";
import { checkPassword } from "../domain/password-policy.ts";
import type { Operation } from "../operation.ts";
import { findPasswordPolicy, putLoginProfile } from "../store/passwords.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html */
export const CreateLoginProfile: Operation<"CreateLoginProfile"> = async (
  input,
  call,
  store,
): Promise<CreateLoginProfileResponse> => {
  const name = actingUser(input.UserName, call.caller.arn);
  const password = requirePassword(input.Password);
  const passwordHash = await hashPassword(password, call.ids.bytes(SALT_BYTES));
  const now = call.clock.now();
  return store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, name);
    if (user.loginProfile) throw alreadyExists(`Login Profile for user ${user.name} already exists.`);
    checkPassword(password, user.name, await findPasswordPolicy(rows));
    const profile: LoginProfile = {
      passwordHash,
      createdAt: now,
      resetRequired: input.PasswordResetRequired ?? false,
      passwordChangedAt: now,
      formerHashes: [],
    };
    putLoginProfile(rows, user, profile);
    return { LoginProfile: describeLoginProfile(user, profile) };
  });
};
