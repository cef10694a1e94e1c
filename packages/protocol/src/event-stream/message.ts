import { crc32 } from "node:zlib";

/** One message of `application/vnd.amazon.eventstream`. https://smithy.io/2.0/aws/amazon-eventstream.html */
export type EventMessage = {
  readonly headers: Readonly<Record<string, HeaderValue>>;
  readonly payload: Uint8Array;
};

/** A header's value; numbers by their width in bits. */
export type HeaderValue =
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "byte" | "short" | "integer"; readonly value: number }
  | { readonly type: "long"; readonly value: bigint }
  | { readonly type: "binary"; readonly value: Uint8Array }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "timestamp"; readonly value: Date }
  | { readonly type: "uuid"; readonly value: string };

/** Total length, length of the headers, and the checksum of both. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
/** https://smithy.io/2.0/aws/amazon-eventstream.html: 16 MiB of payload, 128 KiB of headers. */
const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;
const MAX_HEADERS_BYTES = 128 * 1024;

/** A message as bytes. @throws RangeError what does not fit into one message. */
export function encodeMessage({ headers, payload }: EventMessage): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => encodeHeader(name, value)));
  if (head.length > MAX_HEADERS_BYTES) throw new RangeError("The headers of an event exceed 128 KiB.");
  if (payload.length > MAX_PAYLOAD_BYTES) throw new RangeError("The payload of an event exceeds 16 MiB.");
  const message = Buffer.alloc(PRELUDE_BYTES + head.length + payload.length + CHECKSUM_BYTES);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(head.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  message.set(head, PRELUDE_BYTES);
  message.set(payload, PRELUDE_BYTES + head.length);
  const end = message.length - CHECKSUM_BYTES;
  message.writeUInt32BE(crc32(message.subarray(0, end)), end);
  return message;
}

/** A whole message from its bytes. @throws RangeError bytes that are none, or that were changed on their way. */
export function decodeMessage(bytes: Uint8Array): EventMessage {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = message.length - CHECKSUM_BYTES;
  if (end < PRELUDE_BYTES || message.readUInt32BE(0) !== message.length) throw new RangeError("The length is wrong.");
  if (message.readUInt32BE(8) !== crc32(message.subarray(0, 8))) throw new RangeError("The prelude is damaged.");
  if (message.readUInt32BE(end) !== crc32(message.subarray(0, end))) throw new RangeError("The message is damaged.");
  const payloadStart = PRELUDE_BYTES + message.readUInt32BE(4);
  if (payloadStart > end) throw new RangeError("The headers are longer than the message.");
  return {
    headers: decodeHeaders(message.subarray(PRELUDE_BYTES, payloadStart)),
    payload: message.subarray(payloadStart, end),
  };
}

const UUID_BYTES = 16;

function encodeHeader(name: string, header: HeaderValue): Buffer {
  const label = Buffer.from(name);
  return Buffer.concat([Buffer.of(label.length), label, encodeValue(header)]);
}

/** The type's number, and the value after it. */
function encodeValue(header: HeaderValue): Buffer {
  switch (header.type) {
    case "boolean":
      return Buffer.of(header.value ? 0 : 1);
    case "byte":
      return sized(2, 1, (value) => value.writeInt8(header.value, 1));
    case "short":
      return sized(3, 2, (value) => value.writeInt16BE(header.value, 1));
    case "integer":
      return sized(4, 4, (value) => value.writeInt32BE(header.value, 1));
    case "long":
      return sized(5, 8, (value) => value.writeBigInt64BE(header.value, 1));
    case "binary":
      return counted(6, header.value);
    case "string":
      return counted(7, Buffer.from(header.value));
    case "timestamp":
      return sized(8, 8, (value) => value.writeBigInt64BE(BigInt(header.value.getTime()), 1));
    default:
      return Buffer.concat([Buffer.of(9), Buffer.from(header.value.replaceAll("-", ""), "hex")]);
  }
}

function sized(type: number, bytes: number, write: (value: Buffer) => void): Buffer {
  const value = Buffer.alloc(1 + bytes, type);
  write(value);
  return value;
}

function counted(type: number, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(3, type);
  head.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

function decodeHeaders(bytes: Buffer): Record<string, HeaderValue> {
  const headers: [string, HeaderValue][] = [];
  let at = 0;
  // Reads beyond the end throw a RangeError of Node's.
  while (at < bytes.length) {
    const valueStart = at + 1 + bytes.readUInt8(at);
    const name = bytes.toString("utf8", at + 1, valueStart);
    const [value, end] = decodeValue(bytes, valueStart);
    headers.push([name, value]);
    at = end;
  }
  return Object.fromEntries(headers);
}

/** The value whose type stands at `at`, and where it ends. */
function decodeValue(bytes: Buffer, at: number): readonly [HeaderValue, number] {
  const start = at + 1;
  switch (bytes.readUInt8(at)) {
    case 0:
      return [{ type: "boolean", value: true }, start];
    case 1:
      return [{ type: "boolean", value: false }, start];
    case 2:
      return [{ type: "byte", value: bytes.readInt8(start) }, start + 1];
    case 3:
      return [{ type: "short", value: bytes.readInt16BE(start) }, start + 2];
    case 4:
      return [{ type: "integer", value: bytes.readInt32BE(start) }, start + 4];
    case 5:
      return [{ type: "long", value: bytes.readBigInt64BE(start) }, start + 8];
    case 8:
      return [{ type: "timestamp", value: new Date(Number(bytes.readBigInt64BE(start))) }, start + 8];
    default:
      return decodeBytes(bytes, at);
  }
}

function decodeBytes(bytes: Buffer, at: number): readonly [HeaderValue, number] {
  const type = bytes.readUInt8(at);
  const start = type === 9 ? at + 1 : at + 3;
  const end = start + (type === 9 ? UUID_BYTES : bytes.readUInt16BE(at + 1));
  if (type > 9 || end > bytes.length) throw new RangeError("A header is damaged.");
  const value = bytes.subarray(start, end);
  if (type === 6) return [{ type: "binary", value }, end];
  if (type === 7) return [{ type: "string", value: value.toString("utf8") }, end];
  const uuid = value.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  return [{ type: "uuid", value: uuid }, end];
}
