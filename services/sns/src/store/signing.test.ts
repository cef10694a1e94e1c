import { createVerify, X509Certificate } from "node:crypto";
import { encryptionKeyOf } from "@skylab/identity";
import { expect, it } from "vitest";
import { useSns } from "../testing/use-sns.ts";
import { openSigning } from "./signing.ts";

const test = useSns();

it.each([
  ["1", "RSA-SHA1"],
  ["2", "RSA-SHA256"],
] as const)("signatures of version %s are verified with the certificate", async (version, algorithm) => {
  const signing = openSigning(test().engines);
  const signature = await signing.sign("Message\nhello\n", version);
  const { publicKey } = new X509Certificate((await signing.certificate()).pem);
  const isOf = (text: string): boolean => createVerify(algorithm).update(text).verify(publicKey, signature, "base64");
  expect(isOf("Message\nhello\n")).toBe(true);
  expect(isOf("Message\nhullo\n")).toBe(false);
});

it("the certificate is AWS's by its name, signed by itself, and does not run out", async () => {
  const { id, pem } = await openSigning(test().engines).certificate();
  const certificate = new X509Certificate(pem);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(certificate.subject).toBe("CN=sns.amazonaws.com");
  expect(certificate.issuer).toBe("CN=sns.amazonaws.com");
  expect(certificate.subjectAltName).toBe("DNS:sns.amazonaws.com");
  expect(certificate.ca).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(new Date(certificate.validFrom).getUTCFullYear()).toBe(2020);
  expect(new Date(certificate.validTo).getUTCFullYear()).toBe(9999);
  expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  // A positive number.
  expect(certificate.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
});

it("all replicas have one key, also those that ask for the first time at once", async () => {
  const drop = { kind: "drop", space: "sns.signing-keys" } as const;
  await test()
    .engines.records.partition("sns-signing")
    .commit({ writes: [drop] });
  const replicas = Array.from({ length: 3 }, () => openSigning(test().engines));
  const certificates = await Promise.all(replicas.map((replica) => replica.certificate()));
  const [first] = certificates;
  expect(certificates).toEqual([first, first, first]);
  expect(await openSigning(test().engines).certificate()).toEqual(first);
});

it("a key that was sealed with an encryption key that is lost gives way to a new one", async () => {
  const before = await openSigning(test().engines).certificate();
  const { records, encryptionKey } = test().engines;
  const after = await openSigning({ records, encryptionKey: encryptionKeyOf("another") }).certificate();
  expect(after.id).not.toBe(before.id);
  expect((await openSigning({ records, encryptionKey }).certificate()).id).not.toBe(after.id);
});

it("the private key is in the records, but not as it is", async () => {
  const { records } = test().engines;
  await openSigning(test().engines).certificate();
  const rows = await records.partition("sns-signing").range("sns.signing-keys", { limit: 10 });
  expect(rows).toHaveLength(1);
  const row = Buffer.from(rows[0]?.value ?? []).toString();
  expect(row).toContain("BEGIN CERTIFICATE");
  expect(row).not.toContain("PRIVATE KEY");
});
