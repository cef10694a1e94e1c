import type { SigningCertificate as SigningCertificateAnswer, StatusType } from "@aws-sdk/client-iam";
import { readCertificate } from "./certificate.ts";
import { malformedCertificate } from "./errors.ts";
import { timeOf } from "./time.ts";

/** A certificate with which a user signs; nothing here verifies by it. */
export type SigningCertificate = {
  readonly id: string;
  /** PEM, as given. */
  readonly body: string;
  /** SHA-256, by which the same certificate is known again. */
  readonly fingerprint: string;
  readonly status: StatusType;
  readonly uploadedAt: number;
};

/** AWS's are of this length; its bounds are 24 and 128. */
export const SIGNING_CERTIFICATE_ID_CHARACTERS = 32;

/**
 * The fingerprint of a certificate in PEM.
 * @throws AwsError `MalformedCertificate`
 */
export function fingerprintOf(body: string): string {
  const certificate = readCertificate(body);
  if (certificate === undefined) throw malformedCertificate(`Certificate ${body} is malformed.`);
  return certificate.fingerprint256;
}

/** A signing certificate as IAM answers it. */
export const describeSigningCertificate = (
  userName: string,
  certificate: Omit<SigningCertificate, "fingerprint">,
): SigningCertificateAnswer => ({
  UserName: userName,
  CertificateId: certificate.id,
  CertificateBody: certificate.body,
  Status: certificate.status,
  UploadDate: timeOf(certificate.uploadedAt),
});
