import { createHash } from "node:crypto";

/** What S3 calls an account by: 64 hex digits that tell nothing of its number, and are always the same. */
export const canonicalUserId = (account: string): string =>
  createHash("sha256").update(`canonical user of ${account}`).digest("hex");
