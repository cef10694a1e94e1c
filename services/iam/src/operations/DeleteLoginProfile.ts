import { actingUser } from "../domain/acting-user.ts";
import type { Operation } from "../operation.ts";
import { removeLoginProfile, requireLoginProfile } from "../store/passwords.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html */
export const DeleteLoginProfile: Operation<"DeleteLoginProfile"> = async (
  { UserName },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const user = await requireUser(rows, actingUser(UserName, caller.arn));
    requireLoginProfile(user);
    removeLoginProfile(rows, user);
  });
  return {};
};
