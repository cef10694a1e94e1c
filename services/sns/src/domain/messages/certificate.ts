// A certificate is made once in the life of an installation, and is always the same but for its key: so the few elements
// of DER that it takes stand here, instead of a library that brings fifteen others and patches `Reflect`.

/** A certificate to be, and the key that it vouches for. */
export type CertificateRequest = {
  /** DER of SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** Up to 20 bytes; the first of them below 0x80 and not 0. https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2 */
  readonly serialNumber: Uint8Array;
  /** Signs by RSA and SHA-256. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
};

/** As AWS's certificates name their subject: verifiers ask for it. */
const SUBJECT = "sns.amazonaws.com";

/** The machines of those who verify may have another time than ours: it holds as if for ever. */
const NOT_BEFORE = "200101000000Z";
/** https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
const NOT_AFTER = "99991231235959Z";

/** A self-signed X.509 certificate, in PEM. https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
export async function selfSigned({ publicKey, serialNumber, sign }: CertificateRequest): Promise<string> {
  const signed = sequence(
    explicit(0, integer([2])),
    integer(serialNumber),
    SHA256_WITH_RSA,
    NAME,
    sequence(tagged(UTC_TIME, ascii(NOT_BEFORE)), tagged(GENERALIZED_TIME, ascii(NOT_AFTER))),
    NAME,
    publicKey,
    explicit(3, sequence(BASIC_CONSTRAINTS, ALTERNATIVE_NAME)),
  );
  const signature = tagged(BIT_STRING, Buffer.concat([Uint8Array.of(0), await sign(signed)]));
  const base64 = sequence(signed, SHA256_WITH_RSA, signature).toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
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
const NAME = sequence(tagged(SET, sequence(identifier(0x55, 0x04, 0x03), tagged(UTF8_STRING, ascii(SUBJECT)))));

/** 2.5.29.19: it may vouch for itself, so that it can be put among those that are trusted. */
const BASIC_CONSTRAINTS = sequence(
  identifier(0x55, 0x1d, 0x13),
  tagged(BOOLEAN, Uint8Array.of(0xff)),
  octets(sequence(tagged(BOOLEAN, Uint8Array.of(0xff)))),
);

/** 2.5.29.17, with one dNSName. */
const ALTERNATIVE_NAME = sequence(identifier(0x55, 0x1d, 0x11), octets(sequence(tagged(CONTEXT + 2, ascii(SUBJECT)))));
