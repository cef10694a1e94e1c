import type { NewMessage, Queue, StoredMessage } from "./port.ts";

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
/** A UUID as text: sixteen bytes would be less to store, and more to do at each send and receive. */
export const ID_BYTES = 36;
const SENT_AT = ID_AT + ID_BYTES;
const RECEIVES_AT = SENT_AT + 6;
const FIRST_RECEIVED_AT = RECEIVES_AT + 4;
const TEXTS_AT = FIRST_RECEIVED_AT + 6;

/** id (36) · sent at (6) · receives (4) · first received at (6) · three texts, each length (2) and UTF-8 · payload. An absent text has length 0. */
export function encodeMessage(message: MessageRecord): Buffer {
  const { groupId, deduplicationId, deadLetterSource } = message;
  const texts = sizeOf(groupId) + sizeOf(deduplicationId) + sizeOf(deadLetterSource);
  const record = Buffer.allocUnsafe(TEXTS_AT + texts + message.payload.length);
  record.write(message.id, ID_AT, "latin1");
  record.writeUIntBE(message.sentAt, SENT_AT, 6);
  record.writeUInt32BE(message.receives, RECEIVES_AT);
  record.writeUIntBE(message.firstReceivedAt, FIRST_RECEIVED_AT, 6);
  let at = writeText(record, TEXTS_AT, groupId);
  at = writeText(record, at, deduplicationId);
  record.set(message.payload, writeText(record, at, deadLetterSource));
  return record;
}

const sizeOf = (text: string | undefined): number => (text === undefined ? 2 : 2 + Buffer.byteLength(text));

/** Returns where the next one begins. */
function writeText(record: Buffer, at: number, text: string | undefined): number {
  const length = text === undefined ? 0 : record.write(text, at + 2);
  record.writeUInt16BE(length, at);
  return at + 2 + length;
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
    id: record.toString("latin1", ID_AT, SENT_AT),
    sentAt: sentAtOf(record),
    receives: record.readUInt32BE(RECEIVES_AT),
    firstReceivedAt: record.readUIntBE(FIRST_RECEIVED_AT, 6),
    groupId: text(),
    deduplicationId: text(),
    deadLetterSource: text(),
    payload: record.subarray(at),
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether bytes of unknown origin, from a place on, can be decoded. */
export function isMessage(bytes: Buffer, from: number): boolean {
  let at = from + TEXTS_AT;
  for (let text = 0; text < 3; text += 1) {
    if (at + 2 > bytes.length) return false;
    at += 2 + bytes.readUInt16BE(at);
  }
  return at <= bytes.length && UUID.test(bytes.toString("latin1", from + ID_AT, from + SENT_AT));
}

/** When a stored message was sent, without decoding the rest. */
export const sentAtOf = (record: Buffer): number => record.readUIntBE(SENT_AT, 6);

/** The group of a stored message, without decoding the rest; "" where it has none. */
export function groupIdOf(record: Buffer): string {
  const length = record.readUInt16BE(TEXTS_AT);
  return length === 0 ? "" : record.toString("utf8", TEXTS_AT + 2, TEXTS_AT + 2 + length);
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
