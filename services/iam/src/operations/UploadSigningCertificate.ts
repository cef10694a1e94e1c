import type { UploadSigningCertificateResponse } from "@aws-sdk/client-iam";
import { base32Id } from "@skylab/aws";
import { actingUser } from "../domain/acting-user.ts";
import { quotaExceeded } from "../domain/errors.ts";
import { SIGNING_CERTIFICATES_PER_USER } from "../domain/quotas.ts";
import {
  describeSigningCertificate,
  fingerprintOf,
  SIGNING_CERTIFICATE_ID_CHARACTERS,
  type SigningCertificate,
} from "../domain/signing-certificate.ts";
import type { Operation } from "../operation.ts";
import { addSigningCertificate, signingCertificates } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html */
export const UploadSigningCertificate: Operation<"UploadSigningCertificate"> = async (
  input,
  call,
  store,
): Promise<UploadSigningCertificateResponse> => {
  const certificate: Omit<SigningCertificate, "fingerprint"> = {
    id: base32Id(call.ids, SIGNING_CERTIFICATE_ID_CHARACTERS),
    body: input.CertificateBody,
    status: "Active",
    uploadedAt: call.clock.now(),
  };
  const owner = await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, actingUser(input.UserName, call.caller.arn));
    const fingerprint = fingerprintOf(input.CertificateBody);
    if ((await signingCertificates.all(rows, user)).length >= SIGNING_CERTIFICATES_PER_USER) {
      throw quotaExceeded("CertificatesPerUser", SIGNING_CERTIFICATES_PER_USER);
    }
    await addSigningCertificate(rows, user, { ...certificate, fingerprint });
    return user;
  });
  return { Certificate: describeSigningCertificate(owner.name, certificate) };
};
