import type { NewMessage, Queue, StoredMessage } from "../port.ts";

/** A message as it is stored: what the port knows of it, then the owner's bytes. */
export type MessageRecord = {
  readonly id: string;
  readonly sentAt: number;
  /** Receives before it came to this queue as a dead letter. */
  readonly receives: number;
  readonly firstReceivedAt: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly deadLetterSource: string | undefined;
  readonly payload: Uint8Array;
};

const ID_AT = 0;
const SENT_AT = 16;
const RECEIVES_AT = SENT_AT + 6;
const FIRST_RECEIVED_AT = RECEIVES_AT + 4;
const TEXTS_AT = FIRST_RECEIVED_AT + 6;

/** id (16) · sent at (6) · receives (4) · first received at (6) · three texts, each length (2) and UTF-8 · payload. An absent text has length 0. */
export function encodeMessage(message: MessageRecord): Buffer {
  const texts = [message.groupId ?? "", message.deduplicationId ?? "", message.deadLetterSource ?? ""];
  let size = TEXTS_AT + message.payload.length;
  for (const text of texts) size += 2 + Buffer.byteLength(text);
  const record = Buffer.allocUnsafe(size);
  record.write(message.id.replaceAll("-", ""), ID_AT, 16, "hex");
  record.writeUIntBE(message.sentAt, SENT_AT, 6);
  record.writeUInt32BE(message.receives, RECEIVES_AT);
  record.writeUIntBE(message.firstReceivedAt, FIRST_RECEIVED_AT, 6);
  let at = TEXTS_AT;
  for (const text of texts) {
    const length = record.write(text, at + 2);
    record.writeUInt16BE(length, at);
    at += 2 + length;
  }
  record.set(message.payload, at);
  return record;
}

export function decodeMessage(record: Buffer): MessageRecord {
  let at = TEXTS_AT;
  const text = (): string | undefined => {
    const length = record.readUInt16BE(at);
    const from = at + 2;
    at = from + length;
    return length === 0 ? undefined : record.toString("utf8", from, at);
  };
  return {
    id: uuid(record.toString("hex", ID_AT, ID_AT + 16)),
    sentAt: sentAtOf(record),
    receives: record.readUInt32BE(RECEIVES_AT),
    firstReceivedAt: record.readUIntBE(FIRST_RECEIVED_AT, 6),
    groupId: text(),
    deduplicationId: text(),
    deadLetterSource: text(),
    payload: record.subarray(at),
  };
}

/** When a stored message was sent, without decoding the rest. */
export const sentAtOf = (record: Buffer): number => record.readUIntBE(SENT_AT, 6);

/** The group of a stored message, without decoding the rest; "" where it has none. */
export function groupIdOf(record: Buffer): string {
  const length = record.readUInt16BE(TEXTS_AT);
  return length === 0 ? "" : record.toString("utf8", TEXTS_AT + 2, TEXTS_AT + 2 + length);
}

export function uuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A sequence number has twenty digits. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queue-message-identifiers.html */
const SEQUENCE_BASE = 18_850_000_000_000_000_000n;
/** Real numbers grow by 256 from message to message. */
const SEQUENCE_STEP = 256n;
export const sequenceNumber = (order: number): string => String(SEQUENCE_BASE + BigInt(order) * SEQUENCE_STEP);

/** A message as it begins. */
export function newRecord({ id, payload, groupId, deduplicationId }: NewMessage, sentAt: number): MessageRecord {
  return {
    id,
    sentAt,
    receives: 0,
    firstReceivedAt: 0,
    groupId,
    deduplicationId,
    deadLetterSource: undefined,
    payload,
  };
}

/** The same message once more, as a new one. */
export function reborn(
  { payload, groupId, deduplicationId }: MessageRecord,
  id: string,
  sentAt: number,
): MessageRecord {
  return newRecord(
    {
      id,
      payload,
      ...(groupId !== undefined && { groupId }),
      ...(deduplicationId !== undefined && { deduplicationId }),
    },
    sentAt,
  );
}

/** A stored message as the port shows it. */
export function described(queue: Queue, message: MessageRecord, order: number): StoredMessage {
  const { id, payload, sentAt, groupId, deduplicationId, deadLetterSource } = message;
  return {
    id,
    payload,
    sentAt,
    ...(groupId !== undefined && { groupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
    ...(deadLetterSource !== undefined && { deadLetterSource }),
    ...(queue.fifo && { sequenceNumber: sequenceNumber(order) }),
  };
}
