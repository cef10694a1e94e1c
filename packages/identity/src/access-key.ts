import type { Ids } from "@skylab/aws";
import { type EncryptionKey, seal, unseal } from "./sealing.ts";

/** 40 characters of the base64 alphabet, as AWS's secrets are. */
const SECRET_BYTES = 30;

/** A new secret access key. */
export const newSecret = (ids: Ids): string => Buffer.from(ids.bytes(SECRET_BYTES)).toString("base64");

/** A secret as it is stored: only its own key's row gives it back. */
export const sealSecret = (key: EncryptionKey, accessKeyId: string, secret: string): string =>
  seal(key, purposeOf(accessKeyId), secret);

/** The secret of a stored key, or `undefined` where it was not sealed with this key for this id. */
export const openSecret = (key: EncryptionKey, accessKeyId: string, sealed: string): string | undefined =>
  unseal(key, purposeOf(accessKeyId), sealed);

const purposeOf = (accessKeyId: string): string => `access key ${accessKeyId}`;
