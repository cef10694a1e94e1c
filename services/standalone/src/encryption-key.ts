import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

const FILE = "encryption-key";
const KEY_BYTES = 32;
/** For the owner alone. */
const MODE = 0o600;

/** The data folder's own encryption key, made when it is first asked for. The folder must be this process's. */
export async function ownEncryptionKey(folder: string): Promise<string> {
  const file = join(folder, FILE);
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const key = randomBytes(KEY_BYTES).toString("base64");
  // Whole or not at all: half a key would be taken for one.
  const draft = `${file}.new`;
  await writeFile(draft, key, { mode: MODE, flush: true });
  await rename(draft, file);
  return key;
}
