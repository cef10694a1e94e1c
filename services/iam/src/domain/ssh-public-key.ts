import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import type { SSHPublicKey as SshPublicKeyAnswer, SSHPublicKeyMetadata, StatusType } from "@aws-sdk/client-iam";
import { invalidPublicKey, unrecognizedPublicKey } from "./errors.ts";
import { timeOf } from "./time.ts";

/** A key for CodeCommit over SSH. */
export type SshPublicKey = {
  /** `APKA…`. */
  readonly id: string;
  /** `ssh-rsa AAAA… comment`, or PEM: as given. */
  readonly body: string;
  /** MD5 of the key as SSH writes it: `ssh-keygen -l -E md5` shows the same. */
  readonly fingerprint: string;
  readonly status: StatusType;
  readonly uploadedAt: number;
};

export type Encoding = "SSH" | "PEM";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html: no shorter keys are taken. */
const MIN_MODULUS_BITS = 2048;

/**
 * The fingerprint of an RSA key in SSH's form or in PEM.
 * @throws AwsError `UnrecognizedPublicKeyEncoding`, `InvalidPublicKey`
 */
export function fingerprintOf(body: string): string {
  const key = readKey(body);
  if (key?.asymmetricKeyType !== "rsa") throw unrecognizedPublicKey();
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_MODULUS_BITS) throw invalidPublicKey();
  const digest = createHash("md5").update(toWire(key)).digest("hex");
  return (digest.match(/../g) ?? []).join(":");
}

/** A key as it was given, or in the other form where that is asked for. */
export function encodeKey(body: string, encoding: Encoding): string {
  if ((encoding === "PEM") === isPem(body)) return body;
  const key = readKey(body);
  if (key === undefined) throw unrecognizedPublicKey();
  return encoding === "PEM"
    ? key.export({ type: "spki", format: "pem" }).toString()
    : `${ALGORITHM} ${toWire(key).toString("base64")}`;
}

const ALGORITHM = "ssh-rsa";

/** Whether a key is in PEM, not in SSH's form. */
export const isPem = (body: string): boolean => body.trimStart().startsWith("-----BEGIN");

function readKey(body: string): KeyObject | undefined {
  try {
    return isPem(body) ? createPublicKey(body) : readSshKey(body);
  } catch {
    return undefined;
  }
}

function readSshKey(body: string): KeyObject | undefined {
  const [algorithm, base64 = ""] = body.trim().split(/\s+/);
  const [name, e, n, ...more] = readWire(Buffer.from(base64, "base64"));
  if (algorithm !== ALGORITHM || name?.toString() !== ALGORITHM || !e || !n || more.length > 0) return undefined;
  return createPublicKey({
    key: { kty: "RSA", e: e.toString("base64url"), n: stripSign(n).toString("base64url") },
    format: "jwk",
  });
}

/** SSH's strings, each with its length before it. https://www.rfc-editor.org/rfc/rfc4251#section-5 */
function readWire(wire: Buffer): readonly Buffer[] {
  const strings: Buffer[] = [];
  for (let at = 0; at < wire.length;) {
    const end = at + LENGTH_BYTES + wire.readUInt32BE(at);
    if (end > wire.length) return [];
    strings.push(wire.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return strings;
}

const LENGTH_BYTES = 4;

function toWire(key: KeyObject): Buffer {
  const { e = "", n = "" } = key.export({ format: "jwk" });
  const numbers = [e, n].map((number) => withSign(Buffer.from(number, "base64url")));
  return Buffer.concat([Buffer.from(ALGORITHM), ...numbers].flatMap((string) => [lengthOf(string), string]));
}

function lengthOf(string: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(string.length);
  return length;
}

/** SSH's numbers have a sign: a leading zero keeps one positive that begins with a set bit. */
const withSign = (number: Buffer): Buffer =>
  (number[0] ?? 0) >= SIGN_BIT ? Buffer.concat([Buffer.of(0), number]) : number;

const SIGN_BIT = 0x80;

const stripSign = (number: Buffer): Buffer => (number[0] === 0 ? number.subarray(1) : number);

/** A key as IAM answers it in lists. */
export const describeKeyMetadata = (userName: string, key: SshPublicKey): SSHPublicKeyMetadata => ({
  UserName: userName,
  SSHPublicKeyId: key.id,
  Status: key.status,
  UploadDate: timeOf(key.uploadedAt),
});

/** A key as IAM answers it. */
export const describeKey = (userName: string, key: SshPublicKey, encoding: Encoding): SshPublicKeyAnswer => ({
  UserName: userName,
  SSHPublicKeyId: key.id,
  Fingerprint: key.fingerprint,
  SSHPublicKeyBody: encodeKey(key.body, encoding),
  Status: key.status,
  UploadDate: timeOf(key.uploadedAt),
});
