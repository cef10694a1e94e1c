import { actingUser } from "../domain/acting-user.ts";
import type { Operation } from "../operation.ts";
import { removeSigningCertificate, signingCertificates } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSigningCertificate.html */
export const DeleteSigningCertificate: Operation<"DeleteSigningCertificate"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, actingUser(input.UserName, call.caller.arn));
    removeSigningCertificate(rows, user, await signingCertificates.require(rows, user, input.CertificateId));
  });
  return {};
};
