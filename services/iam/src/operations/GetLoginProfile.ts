import type { GetLoginProfileResponse } from "@aws-sdk/client-iam";
import { actingUser } from "../domain/acting-user.ts";
import { describeLoginProfile } from "../domain/login-profile.ts";
import type { Operation } from "../operation.ts";
import { requireLoginProfile } from "../store/passwords.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html */
export const GetLoginProfile: Operation<"GetLoginProfile"> = async (
  { UserName },
  { caller },
  store,
): Promise<GetLoginProfileResponse> => {
  const user = await requireUser(store.of(caller.account), actingUser(UserName, caller.arn));
  return { LoginProfile: describeLoginProfile(user, requireLoginProfile(user)) };
};
