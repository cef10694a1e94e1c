import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";

/** A certificate and its private key, in PEM. */
export type TestCertificate = {
  readonly pem: string;
  readonly privateKey: string;
  readonly subject: string;
  readonly key: KeyObject;
};

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const VERSION_TAG = 0xa0;
/** ecdsa-with-SHA256, 1.2.840.10045.4.3.2 */
const ECDSA_SHA256 = Buffer.from("06082a8648ce3d040302", "hex");
/** commonName, 2.5.4.3 */
const COMMON_NAME = Buffer.from("0603550403", "hex");

/** Makes a certificate, valid from 2020 to 2049, signed by another one or by itself. */
export function makeCertificate(subject: string, issuer?: TestCertificate): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = der(SEQUENCE, ECDSA_SHA256);
  const signed = der(
    SEQUENCE,
    der(VERSION_TAG, der(INTEGER, Buffer.of(2))),
    der(INTEGER, Buffer.of(1)),
    algorithm,
    nameOf(issuer?.subject ?? subject),
    der(SEQUENCE, der(UTC_TIME, Buffer.from("200101000000Z")), der(UTC_TIME, Buffer.from("490101000000Z"))),
    nameOf(subject),
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = createSign("sha256")
    .update(signed)
    .sign(issuer?.key ?? privateKey);
  const certificate = der(SEQUENCE, signed, algorithm, der(BIT_STRING, Buffer.of(0), signature));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    pem: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    subject,
    key: privateKey,
  };
}

const nameOf = (text: string): Buffer =>
  der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, Buffer.from(text)))));

/** A tag, a length and a value: the distinguished encoding rules, for lengths up to 65,535. */
function der(tag: number, ...values: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(values);
  const length = value.length;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), value]);
}

/** A SAML identity provider's metadata with that certificate. */
export const makeSamlMetadata = ({ pem }: TestCertificate, entityId = "https://idp.example.com/metadata"): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data>
          <ds:X509Certificate>${pem.split("\n").slice(1, -2).join("\n")}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;
