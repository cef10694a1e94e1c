import { scrypt, type ScryptOptions, timingSafeEqual } from "node:crypto";

/** 16 MiB and a twentieth of a second: https://www.tarsnap.com/scrypt/scrypt.pdf, parameters for interactive logins. */
const COST: ScryptOptions = { N: 2 ** 14, r: 8, p: 1 };

const HASH_BYTES = 32;
export const SALT_BYTES = 16;

const SCHEME = "scrypt";

/** A password as it is stored: nobody gets it back. The salt must be random. */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  const hash = await derive(password, salt);
  return [SCHEME, Buffer.from(salt).toString("base64"), hash.toString("base64")].join("$");
}

/** Whether the hash is of this password. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, salt = "", expected = ""] = hash.split("$");
  const derived = await derive(password, Buffer.from(salt, "base64"));
  return timingSafeEqual(derived, Buffer.from(expected, "base64"));
}

/** Whether one of the hashes is of this password. */
export async function isAnyPassword(password: string, hashes: readonly string[]): Promise<boolean> {
  for (const hash of hashes) if (await isPassword(password, hash)) return true;
  return false;
}

const derive = (password: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
