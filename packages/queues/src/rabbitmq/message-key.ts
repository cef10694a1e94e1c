import { createHash } from "node:crypto";

export const KEY_BYTES = 16;

/**
 * What both engines' parts of a queue know a message by: sixteen bytes, those of its UUID. A dead letter keeps its id,
 * and may come to a queue where it was before, and was deleted: it has another key there. The receives of earlier queues
 * make it, which grow from move to move, and are the same where a crash makes a move happen twice.
 */
export function keyOf({ id, receives }: { readonly id: string; readonly receives: number }): Buffer {
  if (receives === 0) return Buffer.from(id.replaceAll("-", ""), "hex");
  return createHash("sha256").update(`${id} ${receives}`).digest().subarray(0, KEY_BYTES);
}

/** The UUID of sixteen bytes. */
export function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
