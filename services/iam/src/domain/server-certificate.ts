import type { ServerCertificateMetadata } from "@aws-sdk/client-iam";
import type { Tags } from "@skylab/identity";
import { iamArn } from "./arns.ts";
import { timeOf } from "./time.ts";

/** A certificate for TLS. Its private key is checked and not kept: IAM never gives it back, and nothing here serves it. */
export type ServerCertificate = {
  readonly name: string;
  readonly path: string;
  /** `ASCA…`. */
  readonly id: string;
  /** PEM, as given. */
  readonly body: string;
  readonly chain?: string;
  readonly uploadedAt: number;
  readonly expiresAt: number;
  readonly tags: Tags;
};

/** A server certificate as IAM answers it in lists. */
export const describeServerCertificate = (
  account: string,
  certificate: ServerCertificate,
): ServerCertificateMetadata => ({
  Path: certificate.path,
  ServerCertificateName: certificate.name,
  ServerCertificateId: certificate.id,
  Arn: iamArn(account, "server-certificate", certificate),
  UploadDate: timeOf(certificate.uploadedAt),
  Expiration: timeOf(certificate.expiresAt),
});
