import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** What secrets are sealed with: 32 bytes. */
export type EncryptionKey = Uint8Array;

const KEY_BYTES = 32;
/** What GCM is made for. https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf 5.2.1.1 */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key of a passphrase: a setting's text. It is derived, not stretched: the text must be as long as a key. */
export const encryptionKeyOf = (text: string): EncryptionKey =>
  new Uint8Array(hkdfSync("sha256", text, "", "skylab identities", KEY_BYTES));

/** Encrypts, so that nobody reads or changes it without the key. `purpose` must be the same when it is opened. */
export function seal(key: EncryptionKey, purpose: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
  const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString("base64");
}

/** What was sealed, or `undefined` where it was not sealed with this key for this purpose. */
export function unseal(key: EncryptionKey, purpose: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, "base64");
  // Decoding skips what is no base64: the text must be the very one that was sealed.
  if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString("base64") !== sealed) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const start = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8");
    return start + decipher.final("utf8");
  } catch {
    return undefined;
  }
}
