import type { Disk } from "./disk.ts";

/** What the disk knows of a queue beside its messages. */
export type QueueRecord = { readonly generation: number; readonly nextOrder: number; readonly stored: number };

const NEXT_ORDER_AT = 4;
const STORED_AT = NEXT_ORDER_AT + 6;
const RECORD_BYTES = STORED_AT + 6;

/** Puts the record into the running transaction: generation (4) · next order (6) · number of stored messages (6). */
export function writeQueueRecord(disk: Disk, id: string, { generation, nextOrder, stored }: QueueRecord): void {
  const record = Buffer.allocUnsafe(RECORD_BYTES);
  record.writeUInt32BE(generation, 0);
  record.writeUIntBE(nextOrder, NEXT_ORDER_AT, 6);
  record.writeUIntBE(stored, STORED_AT, 6);
  void disk.queues.put(id, record);
}

export function readQueueRecord(disk: Disk, id: string): QueueRecord | undefined {
  const record = disk.queues.get(id);
  if (!record) return undefined;
  return {
    generation: record.readUInt32BE(0),
    nextOrder: record.readUIntBE(NEXT_ORDER_AT, 6),
    stored: record.readUIntBE(STORED_AT, 6),
  };
}
