import type { Ids } from "@skylab/aws";

const TIME_BYTES = 6;
const RANDOM_BYTES = 60;

/** A new id: when the upload was begun, so that a key's uploads are in that order, and what nobody guesses. */
export function newUploadId(now: number, ids: Ids): string {
  const bytes = Buffer.alloc(TIME_BYTES + RANDOM_BYTES);
  bytes.writeUIntBE(now, 0, TIME_BYTES);
  bytes.set(ids.bytes(RANDOM_BYTES), TIME_BYTES);
  // Base64 does not sort as its bytes do, hex does.
  return bytes.toString("hex");
}
