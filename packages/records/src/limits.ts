import { type Commit, MAX_KEY_BYTES, MAX_WRITES } from "./port.ts";

/** Throws a RangeError for a commit that the port does not carry. */
export function checkCommit({ checks = [], writes }: Commit): void {
  if (writes.length > MAX_WRITES)
    throw new RangeError(`A commit of ${writes.length} writes; ${MAX_WRITES} are allowed`);
  for (const { key } of checks) checkKey(key);
  for (const write of writes) {
    if (write.kind === "drop") continue;
    checkKey(write.key);
    const expiresAt = write.kind === "remove" ? undefined : write.expiresAt;
    if (expiresAt !== undefined && !Number.isFinite(expiresAt))
      throw new RangeError(`No time to expire at: ${expiresAt}`);
  }
}

/** Throws a RangeError for a key that the port does not carry. */
export function checkKey(key: Uint8Array): void {
  if (key.length > MAX_KEY_BYTES) throw new RangeError(`A key of ${key.length} bytes; ${MAX_KEY_BYTES} are allowed`);
}
