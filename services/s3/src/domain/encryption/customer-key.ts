import { createHash } from "node:crypto";
import type { StoredEncryption } from "../object-version.ts";
import {
  customerKeyMissing,
  customerKeyNotApplicable,
  invalidCustomerKey,
  noCustomerAlgorithm,
  noCustomerKey,
  unknownCustomerAlgorithm,
  wrongCustomerKey,
  wrongCustomerKeyMd5,
} from "./errors.ts";

/** A key that a customer sends with each request (SSE-C): it is used and forgotten. */
export type CustomerKey = {
  readonly bytes: Buffer;
  /** Base64. */
  readonly md5: string;
};

/** The members of an input that carry one. */
export type CustomerKeyInput = {
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSECustomerKey?: string | undefined;
  readonly SSECustomerKeyMD5?: string | undefined;
};

/** AES-256. */
const KEY_BYTES = 32;

/** The customer's key of a request, where it has one. @throws AwsError InvalidArgument, InvalidEncryptionAlgorithmError */
export function readCustomerKey({
  SSECustomerAlgorithm: algorithm,
  SSECustomerKey: key,
  SSECustomerKeyMD5: md5,
}: CustomerKeyInput): CustomerKey | undefined {
  if (algorithm === undefined && key === undefined) return undefined;
  if (key === undefined) throw noCustomerKey();
  if (algorithm === undefined) throw noCustomerAlgorithm();
  if (algorithm !== "AES256") throw unknownCustomerAlgorithm(algorithm);
  const bytes = Buffer.from(key, "base64");
  if (bytes.length !== KEY_BYTES) throw invalidCustomerKey();
  const calculated = createHash("md5").update(bytes).digest("base64");
  if (md5 !== calculated) throw wrongCustomerKeyMd5();
  return { bytes, md5: calculated };
}

/** @throws AwsError InvalidRequest, AccessDenied where the key is not the one by which the object is encrypted */
export function requireCustomerKey(encryption: StoredEncryption | undefined, key: CustomerKey | undefined): void {
  const isEncrypted = encryption?.customerKeyMd5 !== undefined;
  if (isEncrypted && key === undefined) throw customerKeyMissing();
  if (!isEncrypted && key !== undefined) throw customerKeyNotApplicable();
  if (isEncrypted && encryption.customerKeyMd5 !== key?.md5) throw wrongCustomerKey();
}
