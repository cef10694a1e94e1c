import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { makeCertificate, makeSamlMetadata } from "../testing/certificates.ts";
import { readSamlMetadata } from "./saml-metadata.ts";

const certificate = makeCertificate("idp.example.com");
const metadata = makeSamlMetadata(certificate);

test("metadata tell the provider's name and the certificates that it signs with", () => {
  const read = readSamlMetadata(metadata);
  expect(read.entityId).toBe("https://idp.example.com/metadata");
  expect(read.certificates.map((pem) => new X509Certificate(pem).fingerprint256)).toEqual([
    new X509Certificate(certificate.pem).fingerprint256,
  ]);
});

test("the prefixes of names do not matter", () => {
  const unprefixed = metadata.replaceAll("md:", "").replaceAll("ds:", "");
  expect(readSamlMetadata(unprefixed)).toEqual(readSamlMetadata(metadata));
});

test.each([
  ["no XML", "metadata"],
  ["a service provider", metadata.replaceAll("IDPSSODescriptor", "SPSSODescriptor")],
  ["no name", metadata.replace("entityID", "entity")],
  ["no certificate", metadata.replace(/<ds:X509Certificate>.*<\/ds:X509Certificate>/s, "")],
  ["a broken certificate", metadata.replace(/(<ds:X509Certificate>).{40}/s, "$1")],
])("metadata with %s are refused", (_, xml) => {
  expect(() => readSamlMetadata(xml)).toThrow("Could not parse metadata");
});
