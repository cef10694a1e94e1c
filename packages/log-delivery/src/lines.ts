import { EVENT_OVERHEAD_BYTES, MAX_BATCH_BYTES, MAX_BATCH_EVENTS, MAX_BATCH_SPAN_MS } from "./limits.ts";
import type { LogLines } from "./port.ts";

/** One event as it waits. */
export type Line = { readonly timestamp: number; readonly message: string; readonly bytes: number };

/** The events of a batch as PutLogEvents takes them: none is empty, and what is longer than an event may be is several. */
export function linesOf(events: LogLines["events"]): Line[] {
  const lines: Line[] = [];
  for (const { message, timestamp } of events) {
    if (message === "") continue;
    const bytes = Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
    if (bytes <= MAX_BATCH_BYTES) lines.push({ timestamp, message, bytes });
    else for (const piece of piecesOf(message)) lines.push({ timestamp, ...piece });
  }
  return lines;
}

/** No piece ends within a character, which takes three bytes at most for each unit of UTF-16. */
const PIECE_UNITS = Math.floor((MAX_BATCH_BYTES - EVENT_OVERHEAD_BYTES) / 3);

function piecesOf(message: string): Omit<Line, "timestamp">[] {
  const pieces: Omit<Line, "timestamp">[] = [];
  for (let from = 0; from < message.length;) {
    let to = Math.min(from + PIECE_UNITS, message.length);
    if (to < message.length && isHighSurrogate(message.charCodeAt(to - 1))) to -= 1;
    const piece = message.slice(from, to);
    pieces.push({ message: piece, bytes: Buffer.byteLength(piece) + EVENT_OVERHEAD_BYTES });
    from = to;
  }
  return pieces;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** How many of the lines, from the first on, go into one PutLogEvents. */
export function batchLength(lines: readonly Line[]): number {
  let bytes = 0;
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const line of lines.slice(0, MAX_BATCH_EVENTS)) {
    bytes += line.bytes;
    earliest = Math.min(earliest, line.timestamp);
    latest = Math.max(latest, line.timestamp);
    if (bytes > MAX_BATCH_BYTES || latest - earliest > MAX_BATCH_SPAN_MS) break;
    count += 1;
  }
  return count;
}
