import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { expect, it } from "vitest";
import { selfSigned } from "./self-signed.ts";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });

it("a certificate vouches for its own key, in the time that it says", async () => {
  const notBefore = Date.UTC(2026, 10, 26, 1, 2, 3);
  const { pem } = await selfSigned({ ...pair, commonName: "ApiGateway", notBefore, notAfter: Date.UTC(2050, 0, 1) });
  const certificate = new X509Certificate(pem);
  expect(certificate.verify(pair.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(pair.privateKey)).toBe(true);
  expect(certificate.subject).toBe("CN=ApiGateway");
  expect(certificate.issuer).toBe("CN=ApiGateway");
  expect(Date.parse(certificate.validFrom)).toBe(notBefore);
  expect(Date.parse(certificate.validTo)).toBe(Date.UTC(2050, 0, 1));
  expect(certificate.subjectAltName).toBeUndefined();
});

it("a certificate for a host names it as verifiers want it", async () => {
  const host = "sns.amazonaws.com";
  const { fingerprint, pem } = await selfSigned({
    ...pair,
    commonName: host,
    dnsName: host,
    notBefore: Date.UTC(2020, 0),
    notAfter: Date.UTC(9999, 11, 31, 23, 59, 59),
  });
  const certificate = new X509Certificate(pem);
  expect(certificate.checkHost(host)).toBe(host);
  expect(new Date(certificate.validTo).getUTCFullYear()).toBe(9999);
  expect(fingerprint).toHaveLength(32);
});
