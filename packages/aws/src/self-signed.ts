import { createHash, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";

// Certificates of our own are few and all alike: so the few elements of DER that they take stand here, instead of a library
// that brings fifteen others and patches `Reflect`.

/** A certificate to be, and the key that it vouches for: RSA's. */
export type CertificateRequest = {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** Whose it is. */
  readonly commonName: string;
  /** The host that it is for. */
  readonly dnsName?: string;
  /** Milliseconds since the epoch; whole seconds count. */
  readonly notBefore: number;
  readonly notAfter: number;
};

export type Certificate = {
  readonly pem: string;
  /** SHA-256 of the public key. */
  readonly fingerprint: Buffer;
};

/** In a thread of its own: a signature takes a third of a millisecond. */
const signAside = promisify<string, Buffer, KeyObject, Buffer>(sign);

/** Makes a self-signed X.509 certificate, signed by RSA and SHA-256. https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
export async function selfSigned(request: CertificateRequest): Promise<Certificate> {
  const { commonName, dnsName, notAfter, notBefore, privateKey } = request;
  const publicKey = request.publicKey.export({ type: "spki", format: "der" });
  const fingerprint = createHash("sha256").update(publicKey).digest();
  const name = nameOf(commonName);
  const extensions = dnsName === undefined ? [BASIC_CONSTRAINTS] : [BASIC_CONSTRAINTS, alternativeName(dnsName)];
  const signed = sequence(
    explicit(0, integer([2])),
    integer(serialNumberOf(fingerprint)),
    SHA256_WITH_RSA,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    publicKey,
    explicit(3, sequence(...extensions)),
  );
  const bits = Buffer.concat([Uint8Array.of(0), await signAside("RSA-SHA256", signed, privateKey)]);
  const base64 = sequence(signed, SHA256_WITH_RSA, tagged(BIT_STRING, bits)).toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return { pem: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`, fingerprint };
}

/** Sixteen bytes of the key's fingerprint, as a positive number without a zero before it. */
function serialNumberOf(fingerprint: Buffer): Uint8Array {
  const bytes = Uint8Array.from(fingerprint.subarray(0, 16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

// Tags. https://www.itu.int/rec/T-REC-X.690

const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const NULL = 0x05;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;
const CONTEXT = 0x80;
const CONSTRUCTED = 0x20;

function tagged(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(tag, ...lengthOf(content)), content]);
}

/** Below 128 the number itself, and else how many bytes it has, before these. */
function lengthOf({ length }: Uint8Array): readonly number[] {
  if (length < 0x80) return [length];
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return [0x80 + bytes.length, ...bytes];
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(SEQUENCE, Buffer.concat(parts));
const explicit = (number: number, content: Uint8Array): Buffer => tagged(CONTEXT + CONSTRUCTED + number, content);
const integer = (bytes: Iterable<number>): Buffer => tagged(INTEGER, Uint8Array.from(bytes));
const identifier = (...bytes: readonly number[]): Buffer => tagged(OBJECT_IDENTIFIER, Uint8Array.from(bytes));
const ascii = (text: string): Buffer => Buffer.from(text, "ascii");
const octets = (content: Uint8Array): Buffer => tagged(OCTET_STRING, content);

/** 1.2.840.113549.1.1.11 */
const SHA256_WITH_RSA = sequence(
  identifier(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b),
  tagged(NULL, new Uint8Array(0)),
);

/** commonName is 2.5.4.3. */
const nameOf = (commonName: string): Buffer =>
  sequence(tagged(SET, sequence(identifier(0x55, 0x04, 0x03), tagged(UTF8_STRING, Buffer.from(commonName)))));

/** 2.5.29.19: it may vouch for itself, so that it can be put among those that are trusted. */
const BASIC_CONSTRAINTS = sequence(
  identifier(0x55, 0x1d, 0x13),
  tagged(BOOLEAN, Uint8Array.of(0xff)),
  octets(sequence(tagged(BOOLEAN, Uint8Array.of(0xff)))),
);

/** 2.5.29.17, with one dNSName. */
const alternativeName = (dnsName: string): Buffer =>
  sequence(identifier(0x55, 0x1d, 0x11), octets(sequence(tagged(CONTEXT + 2, ascii(dnsName)))));

/** From 2050 on, years have four digits. https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
const FOUR_DIGITS_FROM = Date.UTC(2050, 0);

/** `20500101000000Z`, or `260101000000Z`. */
function time(milliseconds: number): Buffer {
  const digits = `${new Date(milliseconds).toISOString().slice(0, "2026-01-01T00:00:00".length).replace(/\D/g, "")}Z`;
  return milliseconds < FOUR_DIGITS_FROM
    ? tagged(UTC_TIME, ascii(digits.slice(2)))
    : tagged(GENERALIZED_TIME, ascii(digits));
}
