import { createHash } from "node:crypto";
import { messageKey, type Position, positionOf, READY } from "./keys.ts";

/** What a receipt says: which message, and which receive of it. */
export type Receipt = { readonly generation: number; readonly position: Position; readonly nonce: number };

const TAG_BYTES = 8;
const NONCE_BYTES = 4;

/** Eight bytes that stand for a queue in its receipts, so that another queue's are told apart. */
export const receiptTag = (queueId: string): Buffer =>
  createHash("sha256").update(queueId).digest().subarray(0, TAG_BYTES);

/** Queue's tag · nonce · message key, in base64. */
export function writeReceipt(tag: Buffer, receipt: Receipt): string {
  const nonce = Buffer.allocUnsafe(NONCE_BYTES);
  nonce.writeUInt32BE(receipt.nonce);
  return Buffer.concat([tag, nonce, messageKey(receipt.generation, receipt.position)]).toString("base64");
}

/** Undefined where the text is no receipt of the queue with this tag. */
export function readReceipt(tag: Buffer, text: string): Receipt | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length < TAG_BYTES + NONCE_BYTES + 5 || bytes.compare(tag, 0, TAG_BYTES, 0, TAG_BYTES) !== 0)
    return undefined;
  const key = bytes.subarray(TAG_BYTES + NONCE_BYTES);
  if (key.length !== (key[4] === READY ? 11 : 17)) return undefined;
  return { generation: key.readUInt32BE(0), position: positionOf(key), nonce: bytes.readUInt32BE(TAG_BYTES) };
}
