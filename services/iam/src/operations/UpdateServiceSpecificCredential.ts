import { actingUser } from "../domain/acting-user.ts";
import type { Operation } from "../operation.ts";
import { serviceCredentials } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServiceSpecificCredential.html */
export const UpdateServiceSpecificCredential: Operation<"UpdateServiceSpecificCredential"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, actingUser(input.UserName, call.caller.arn));
    const credential = await serviceCredentials.require(rows, user, input.ServiceSpecificCredentialId);
    serviceCredentials.put(rows, user, { ...credential, status: input.Status });
  });
  return {};
};
