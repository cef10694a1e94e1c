import { createHash } from "node:crypto";
import { KEY_BYTES } from "./message-key.ts";

/** What a receipt says: which message (by its key), and which receive of it. */
export type Receipt = { readonly generation: string; readonly nonce: Buffer; readonly id: Buffer };

const TAG_BYTES = 8;
/** Names a receive among those of a message: two of them are equal once in 2^48. */
export const NONCE_BYTES = 6;
/** Names a generation among those of all queues, in lower-case hexadecimal digits. */
export const GENERATION_BYTES = 8;
const GENERATION_AT = TAG_BYTES + NONCE_BYTES;
const ID_AT = GENERATION_AT + GENERATION_BYTES;

/** Eight bytes that stand for a queue in its receipts, so that another queue's are told apart. */
export const receiptTag = (queueId: string): Buffer =>
  createHash("sha256").update(queueId).digest().subarray(0, TAG_BYTES);

/** Queue's tag · nonce · generation · message's key, in base64: every replica can read it. */
export function writeReceipt(tag: Buffer, { generation, nonce, id }: Receipt): string {
  return Buffer.concat([tag, nonce, Buffer.from(generation, "hex"), id]).toString("base64");
}

/** Undefined where the text is no receipt of the queue with this tag. */
export function readReceipt(tag: Buffer, text: string): Receipt | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== ID_AT + KEY_BYTES || bytes.compare(tag, 0, TAG_BYTES, 0, TAG_BYTES) !== 0) return undefined;
  return {
    nonce: bytes.subarray(TAG_BYTES, GENERATION_AT),
    generation: bytes.toString("hex", GENERATION_AT, ID_AT),
    id: bytes.subarray(ID_AT),
  };
}
