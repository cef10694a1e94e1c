import type { MessageAttribute } from "../domain/message-attributes.ts";
import type { MessageContents } from "../domain/message.ts";

/** A message as the queues port carries it for us: its contents, and who sent it. */
export type Payload = MessageContents & { readonly senderId: string };

/**
 * The bytes of a payload, all numbers big-endian:
 * MD5 of the body (16) · length of the body (4) · length of the sender id (2) · length of the trace header (4) ·
 * number of attributes (1) · body · sender id · trace header · [MD5 of the attributes (16) · attributes].
 * An attribute is: length of the name (2) · length of the type (2) · 0 text or 1 bytes (1) · length of the value (4) ·
 * name · type · value. Texts are UTF-8; an absent trace header has length 0.
 */
const DIGEST_BYTES = 16;
const BODY_LENGTH_AT = DIGEST_BYTES;
const SENDER_LENGTH_AT = BODY_LENGTH_AT + 4;
const TRACE_LENGTH_AT = SENDER_LENGTH_AT + 2;
const ATTRIBUTE_COUNT_AT = TRACE_LENGTH_AT + 4;
const BODY_AT = ATTRIBUTE_COUNT_AT + 1;
const ATTRIBUTE_HEAD_BYTES = 2 + 2 + 1 + 4;
const TEXT = 0;
const BYTES = 1;

export function encodePayload(contents: MessageContents, senderId: string): Buffer {
  const { body, bodyDigest, traceHeader = "", attributes, attributesDigest = "" } = contents;
  const texts = Buffer.byteLength(body) + Buffer.byteLength(senderId) + Buffer.byteLength(traceHeader);
  const bytes = Buffer.allocUnsafe(BODY_AT + texts + attributesSize(attributes));
  bytes.write(bodyDigest, 0, DIGEST_BYTES, "hex");
  let at = BODY_AT;
  const write = (text: string): number => {
    const length = bytes.write(text, at);
    at += length;
    return length;
  };
  bytes.writeUInt32BE(write(body), BODY_LENGTH_AT);
  bytes.writeUInt16BE(write(senderId), SENDER_LENGTH_AT);
  bytes.writeUInt32BE(write(traceHeader), TRACE_LENGTH_AT);
  bytes.writeUInt8(attributes.length, ATTRIBUTE_COUNT_AT);
  if (attributes.length === 0) return bytes;
  at += bytes.write(attributesDigest, at, DIGEST_BYTES, "hex");
  for (const attribute of attributes) at = writeAttribute(bytes, at, attribute);
  return bytes;
}

/** Reads a payload; the attributes are decoded when they are asked for, since most receives do not. */
export const decodePayload = (payload: Uint8Array): Payload =>
  new EncodedPayload(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength));

/** A class: a getter in an object literal would give each message a hidden class of its own. */
class EncodedPayload implements Payload {
  readonly body: string;
  readonly bodyDigest: string;
  readonly senderId: string;
  readonly traceHeader: string | undefined;
  readonly attributesDigest: string | undefined;
  readonly #bytes: Buffer;
  readonly #attributesAt: number;
  readonly #count: number;

  constructor(bytes: Buffer) {
    const senderAt = BODY_AT + bytes.readUInt32BE(BODY_LENGTH_AT);
    const traceAt = senderAt + bytes.readUInt16BE(SENDER_LENGTH_AT);
    const digestAt = traceAt + bytes.readUInt32BE(TRACE_LENGTH_AT);
    this.#bytes = bytes;
    this.#attributesAt = digestAt + DIGEST_BYTES;
    this.#count = bytes.readUInt8(ATTRIBUTE_COUNT_AT);
    this.body = bytes.toString("utf8", BODY_AT, senderAt);
    this.bodyDigest = bytes.toString("hex", 0, DIGEST_BYTES);
    this.senderId = bytes.toString("utf8", senderAt, traceAt);
    this.traceHeader = traceAt === digestAt ? undefined : bytes.toString("utf8", traceAt, digestAt);
    this.attributesDigest = this.#count === 0 ? undefined : bytes.toString("hex", digestAt, this.#attributesAt);
  }

  get attributes(): readonly MessageAttribute[] {
    return readAttributes(this.#bytes, this.#attributesAt, this.#count);
  }
}

function attributesSize(attributes: readonly MessageAttribute[]): number {
  let size = attributes.length === 0 ? 0 : DIGEST_BYTES;
  for (const { name, dataType, value } of attributes) {
    size += ATTRIBUTE_HEAD_BYTES + Buffer.byteLength(name) + Buffer.byteLength(dataType) + valueLength(value);
  }
  return size;
}

const valueLength = (value: string | Uint8Array): number =>
  typeof value === "string" ? Buffer.byteLength(value) : value.length;

/** Returns where the next one begins. */
function writeAttribute(bytes: Buffer, start: number, { name, dataType, value }: MessageAttribute): number {
  let at = start + ATTRIBUTE_HEAD_BYTES;
  const nameLength = bytes.write(name, at);
  const typeLength = bytes.write(dataType, at + nameLength);
  at += nameLength + typeLength;
  bytes.writeUInt16BE(nameLength, start);
  bytes.writeUInt16BE(typeLength, start + 2);
  bytes.writeUInt8(typeof value === "string" ? TEXT : BYTES, start + 4);
  bytes.writeUInt32BE(valueLength(value), start + 5);
  if (typeof value === "string") return at + bytes.write(value, at);
  bytes.set(value, at);
  return at + value.length;
}

function readAttributes(bytes: Buffer, start: number, count: number): readonly MessageAttribute[] {
  let at = start;
  return Array.from({ length: count }, () => {
    const nameAt = at + ATTRIBUTE_HEAD_BYTES;
    const typeAt = nameAt + bytes.readUInt16BE(at);
    const valueAt = typeAt + bytes.readUInt16BE(at + 2);
    const kind = bytes.readUInt8(at + 4);
    const end = valueAt + bytes.readUInt32BE(at + 5);
    at = end;
    return {
      name: bytes.toString("utf8", nameAt, typeAt),
      dataType: bytes.toString("utf8", typeAt, valueAt),
      value: kind === TEXT ? bytes.toString("utf8", valueAt, end) : Uint8Array.from(bytes.subarray(valueAt, end)),
    };
  });
}
