import { actingUser } from "../domain/acting-user.ts";
import type { Operation } from "../operation.ts";
import { serviceCredentials } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceSpecificCredential.html */
export const DeleteServiceSpecificCredential: Operation<"DeleteServiceSpecificCredential"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, actingUser(input.UserName, call.caller.arn));
    serviceCredentials.remove(
      rows,
      user,
      await serviceCredentials.require(rows, user, input.ServiceSpecificCredentialId),
    );
  });
  return {};
};
