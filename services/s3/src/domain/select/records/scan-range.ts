import { selectError } from "../errors.ts";
import { MAX_RECORD_CHARS } from "../limits.ts";

/** A record has at most so many bytes: no character takes more than four. */
const MAX_REST_BYTES = 4 * MAX_RECORD_CHARS;

/** Which records are looked at: those that begin from one byte to another, both of them included. */
export type ScanRange = { readonly start: number; readonly end: number };

/** @throws AwsError InvalidScanRange */
export function readScanRange(
  { Start: start, End: end }: { readonly Start?: number | undefined; readonly End?: number | undefined },
  size: number,
): ScanRange {
  // An end alone is so many bytes before the end.
  if (start === undefined) {
    if (end === undefined || end < 0) throw selectError("InvalidScanRange");
    return { start: Math.max(0, size - end), end: size };
  }
  if (start < 0 || start >= Math.max(size, 1) || (end !== undefined && end < start))
    throw selectError("InvalidScanRange");
  return { start, end: end ?? size };
}

/** Where reading begins so that it is seen whether a record begins right at the start. */
export const readFrom = ({ start }: ScanRange, delimiter: Uint8Array): number => Math.max(0, start - delimiter.length);

/** The records of a range, of bytes that are read from `readFrom` on; ends when they do. */
export async function* recordsInRange(
  bytes: AsyncIterable<Uint8Array>,
  range: ScanRange,
  delimiter: Uint8Array,
): AsyncGenerator<Uint8Array> {
  let position = readFrom(range, delimiter);
  let isInside = range.start === 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    let piece = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    if (!isInside) {
      const found = piece.indexOf(delimiter);
      const behind = found === -1 ? Math.max(0, piece.length - delimiter.length + 1) : found + delimiter.length;
      position += behind;
      piece = piece.subarray(behind);
      isInside = found !== -1;
      if (!isInside) {
        rest = piece;
        continue;
      }
    }
    const end = endOf(piece, position, { last: range.end, delimiter });
    yield piece.subarray(0, end.at);
    if (end.isLast) return;
    position += end.at;
    rest = piece.subarray(end.at);
    if (rest.length > MAX_REST_BYTES) throw selectError("OverMaxRecordSize");
  }
  if (isInside) yield rest;
}

type Last = { readonly last: number; readonly delimiter: Uint8Array };

/** Up to where a piece goes that begins with a record: the first that begins behind the last byte, or the last of it. */
function endOf(
  piece: Buffer,
  position: number,
  { last, delimiter }: Last,
): { readonly at: number; readonly isLast: boolean } {
  if (position > last) return { at: 0, isLast: true };
  const look = Math.max(0, last + 1 - position - delimiter.length);
  const found = look < piece.length ? piece.indexOf(delimiter, look) : -1;
  if (found !== -1) return { at: found + delimiter.length, isLast: true };
  const whole = piece.lastIndexOf(delimiter);
  return { at: whole === -1 ? 0 : whole + delimiter.length, isLast: false };
}
