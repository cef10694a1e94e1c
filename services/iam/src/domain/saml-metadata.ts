import { X509Certificate } from "node:crypto";
import { invalidInput } from "./errors.ts";

/** What a SAML identity provider says of itself. */
export type SamlMetadata = {
  readonly entityId: string;
  /** PEM; the certificates that its assertions are signed with. */
  readonly certificates: readonly string[];
};

/**
 * Reads a provider's metadata: https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf
 * @throws AwsError `InvalidInput`
 */
export function readSamlMetadata(xml: string): SamlMetadata {
  const entity = /<(?:[\w-]+:)?EntityDescriptor\b[^>]*?\sentityID\s*=\s*(["'])(.*?)\1/s.exec(xml)?.[2];
  const descriptor = /<((?:[\w-]+:)?)IDPSSODescriptor\b.*<\/\1IDPSSODescriptor\s*>/s.exec(xml)?.[0];
  if (entity === undefined || descriptor === undefined) throw unreadable();
  const keys = descriptor.matchAll(/<((?:[\w-]+:)?)X509Certificate\b[^>]*>([^<]*)<\/\1X509Certificate\s*>/g);
  const certificates = [...keys].map(([, , base64 = ""]) => readCertificate(base64));
  if (certificates.length === 0) throw unreadable();
  return { entityId: entity, certificates };
}

function readCertificate(base64: string): string {
  try {
    return new X509Certificate(Buffer.from(base64, "base64")).toString();
  } catch {
    throw unreadable();
  }
}

const unreadable = () => invalidInput("Could not parse metadata");
