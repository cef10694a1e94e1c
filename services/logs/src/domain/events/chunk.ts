import { deflateRawSync, inflateRawSync } from "node:zlib";
import { eventBytes, type LogEvent } from "./event.ts";
import { NumberReader, NumberWriter } from "./varint.ts";

/** What a chunk says of itself without being unpacked. */
export type ChunkHead = {
  readonly stream: string;
  readonly streamNumber: number;
  /** The times of its first and last event. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** What its events take, as AWS counts it. */
  readonly bytes: number;
};

/** Events of one stream, in order. */
export type Chunk = ChunkHead & { readonly events: readonly LogEvent[] };

/** Fast rather than small: from here on a chunk gets a tenth smaller at several times the cost. */
const COMPRESSION_LEVEL = 3;

const PLAIN = 0;
const DEFLATED = 1;

type Of = { readonly stream: string; readonly streamNumber: number };

/**
 * Writes events of a stream as one value: numbers as differences to those of the event before, messages behind them.
 * @param isOpen it will be written again soon: packing it would be in vain
 */
export function encodeChunk(
  { stream, streamNumber }: Of,
  events: readonly LogEvent[],
  { isOpen }: { readonly isOpen: boolean },
): Uint8Array {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) throw new RangeError("A chunk has events");
  const body = encodeEvents(first.timestamp, events);
  const packed = isOpen ? body : deflateRawSync(body, { level: COMPRESSION_LEVEL });
  const isSmaller = packed.length < body.length;
  const written = new NumberWriter();
  written.write(isSmaller ? DEFLATED : PLAIN);
  written.write(streamNumber);
  written.writeText(stream);
  written.write(first.timestamp);
  written.write(last.timestamp - first.timestamp);
  written.write(events.length);
  written.write(events.reduce((sum, { message }) => sum + eventBytes(message), 0));
  written.writeBytes(isSmaller ? packed : body);
  return written.written();
}

function encodeEvents(start: number, events: readonly LogEvent[]): Buffer {
  const written = new NumberWriter();
  let before: Pick<LogEvent, "timestamp" | "arrival" | "ingestionTime"> = {
    timestamp: start,
    arrival: 0,
    ingestionTime: start,
  };
  for (const event of events) {
    written.write(event.timestamp - before.timestamp);
    written.writeSigned(event.arrival - before.arrival);
    written.writeSigned(event.ingestionTime - before.ingestionTime);
    before = event;
  }
  for (const { message } of events) written.writeText(message);
  return written.written();
}

/** Reads what a chunk says of itself. */
export function readChunkHead(value: Uint8Array): ChunkHead {
  const reader = new NumberReader(asBuffer(value));
  reader.read();
  return readHead(reader);
}

/** Unpacks a chunk. */
export function decodeChunk(value: Uint8Array): Chunk {
  const bytes = asBuffer(value);
  const reader = new NumberReader(bytes);
  const isDeflated = reader.read() === DEFLATED;
  const head = readHead(reader);
  const rest = bytes.subarray(reader.offset);
  return { ...head, events: decodeEvents(head, new NumberReader(isDeflated ? inflateRawSync(rest) : rest)) };
}

function readHead(reader: NumberReader): ChunkHead {
  const streamNumber = reader.read();
  const stream = reader.readText();
  const first = reader.read();
  const last = first + reader.read();
  return { streamNumber, stream, first, last, count: reader.read(), bytes: reader.read() };
}

function decodeEvents({ count, first }: ChunkHead, reader: NumberReader): LogEvent[] {
  const places: Omit<LogEvent, "message">[] = [];
  let before = { timestamp: first, arrival: 0, ingestionTime: first };
  for (let index = 0; index < count; index += 1) {
    before = {
      timestamp: before.timestamp + reader.read(),
      arrival: before.arrival + reader.readSigned(),
      ingestionTime: before.ingestionTime + reader.readSigned(),
    };
    places.push(before);
  }
  return places.map((place) => Object.assign(place, { message: reader.readText() }));
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
