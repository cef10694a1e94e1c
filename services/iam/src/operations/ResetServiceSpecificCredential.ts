import type { ResetServiceSpecificCredentialResponse } from "@aws-sdk/client-iam";
import { actingUser } from "../domain/acting-user.ts";
import { describeCredential, describeSecret, newServiceSecret } from "../domain/service-credential.ts";
import type { Operation } from "../operation.ts";
import { serviceCredentials } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResetServiceSpecificCredential.html */
export const ResetServiceSpecificCredential: Operation<"ResetServiceSpecificCredential"> = async (
  input,
  call,
  store,
): Promise<ResetServiceSpecificCredentialResponse> => {
  const rows = store.of(call.caller.account);
  const user = await requireUser(rows, actingUser(input.UserName, call.caller.arn));
  const credential = await serviceCredentials.require(rows, user, input.ServiceSpecificCredentialId);
  return {
    ServiceSpecificCredential: {
      ...describeCredential(user.name, credential, call.clock.now()),
      ...describeSecret(credential, newServiceSecret(call.ids)),
    },
  };
};
