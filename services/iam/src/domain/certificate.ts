import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { keyPairMismatch, malformedCertificate } from "./errors.ts";

const BLOCK = "-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----";
const ONE_CERTIFICATE = new RegExp(`^\\s*${BLOCK}\\s*$`);
const CERTIFICATES = new RegExp(BLOCK, "g");
/** Other text, even what openssl prints before a certificate, AWS does not take. */
const ONLY_CERTIFICATES = new RegExp(`^(?:\\s*${BLOCK})+\\s*$`);

/** Reads a certificate in PEM, or `undefined` where the text is not just that. */
export function readCertificate(pem: string): X509Certificate | undefined {
  if (!ONE_CERTIFICATE.test(pem)) return undefined;
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/**
 * A server's certificate, of which the key, and the chain if there is one, are checked.
 * @throws AwsError `MalformedCertificate`, `KeyPairMismatch`
 */
export function readServerCertificate(input: {
  readonly CertificateBody: string;
  readonly PrivateKey: string;
  readonly CertificateChain?: string | undefined;
}): X509Certificate {
  const certificate = readCertificate(input.CertificateBody);
  if (certificate === undefined) {
    throw malformedCertificate("Unable to parse certificate. Please ensure the certificate is in PEM format.");
  }
  if (!certificate.checkPrivateKey(readPrivateKey(input.PrivateKey))) throw keyPairMismatch();
  if (input.CertificateChain !== undefined) checkChain(certificate, input.CertificateChain);
  return certificate;
}

function readPrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw malformedCertificate("Invalid Private Key.");
  }
}

/** Each must have signed the one before it, the first the server's own, which AWS counts as -1. */
function checkChain(certificate: X509Certificate, pem: string): void {
  const chain = ONLY_CERTIFICATES.test(pem) ? (pem.match(CERTIFICATES) ?? []).map(readCertificate) : [];
  if (chain.length === 0) throw invalidChain(-1);
  let signed = certificate;
  for (const [index, signer] of chain.entries()) {
    if (!signer || !signed.checkIssued(signer) || !signed.verify(signer.publicKey)) throw invalidChain(index - 1);
    signed = signer;
  }
}

const invalidChain = (index: number) =>
  malformedCertificate(
    "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, " +
      `followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${String(index)}`,
  );

/** When a certificate expires, in milliseconds since the epoch. */
export const expirationOf = (certificate: X509Certificate): number => Date.parse(certificate.validTo);
