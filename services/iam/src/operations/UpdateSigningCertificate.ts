import { actingUser } from "../domain/acting-user.ts";
import type { Operation } from "../operation.ts";
import { signingCertificates } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSigningCertificate.html */
export const UpdateSigningCertificate: Operation<"UpdateSigningCertificate"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, actingUser(input.UserName, call.caller.arn));
    const certificate = await signingCertificates.require(rows, user, input.CertificateId);
    signingCertificates.put(rows, user, { ...certificate, status: input.Status });
  });
  return {};
};
