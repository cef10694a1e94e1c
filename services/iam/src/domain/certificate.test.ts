import { expect, test } from "vitest";
import { makeCertificate } from "../testing/certificates.ts";
import { expirationOf, readCertificate, readServerCertificate } from "./certificate.ts";

const root = makeCertificate("Root");
const intermediate = makeCertificate("Intermediate", root);
const server = makeCertificate("server.example.com", intermediate);
const upload = (chain?: string) => ({
  CertificateBody: server.pem,
  PrivateKey: server.privateKey,
  CertificateChain: chain,
});

test("a certificate with its own key is taken, and tells when it expires", () => {
  expect(expirationOf(readServerCertificate(upload()))).toBe(Date.UTC(2049, 0, 1));
});

test.each([
  ["no certificate", "certificate"],
  ["a certificate after other text", `subject=CN = server.example.com\n${server.pem}`],
  ["two certificates", server.pem + root.pem],
  ["a key", server.privateKey],
  ["a certificate that is cut", server.pem.replace(/\n[^\n]+\n-----END/, "\n-----END")],
])("%s is not read as a certificate", (_, pem) => {
  expect(readCertificate(pem)).toBeUndefined();
  expect(() => readServerCertificate({ ...upload(), CertificateBody: pem })).toThrow(
    "Unable to parse certificate. Please ensure the certificate is in PEM format.",
  );
});

test("another certificate's key is refused", () => {
  expect(() => readServerCertificate({ ...upload(), PrivateKey: root.privateKey })).toThrow(
    "The public key certificate and the private key do not match.",
  );
});

test("what is no key is refused", () => {
  expect(() => readServerCertificate({ ...upload(), PrivateKey: server.pem })).toThrow("Invalid Private Key.");
});

test("a chain leads from the signer of the certificate up; the root may be left out", () => {
  expect(() => readServerCertificate(upload(intermediate.pem))).not.toThrow();
  expect(() => readServerCertificate(upload(intermediate.pem + root.pem))).not.toThrow();
});

const stranger = makeCertificate("Root");

test.each([
  ["begins with another than the signer", root.pem, -1],
  ["is in the wrong order", root.pem + intermediate.pem, -1],
  ["goes on with one of the signer's name and another key", intermediate.pem + stranger.pem, 0],
  ["has other text in it", `i:CN = Intermediate\n${intermediate.pem}`, -1],
])("a chain that %s is refused, with the place", (_, chain, index) => {
  expect(() => readServerCertificate(upload(chain))).toThrow(
    "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, " +
      `followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${String(index)}`,
  );
});
