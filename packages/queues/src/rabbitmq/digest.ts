import { createHash } from "node:crypto";

const DIGEST_BYTES = 16;

/** Groups and deduplication ids may be long; 128 bits of SHA-256 stand for them. */
export const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest().subarray(0, DIGEST_BYTES);

/** The group of a message. */
export const groupDigest = (groupId: string | undefined): Buffer => digestOf(groupId ?? "");
