import { AwsError } from "@skylab/aws";

/** The bytes from `start`, inclusive, to `end`, exclusive. */
export type ByteRange = { readonly start: number; readonly end: number };

const RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The bytes that a Range header asks for; `undefined`: all of them, also where S3 does not understand the header or it
 * asks for several ranges.
 * @throws AwsError InvalidRange where there is none of these bytes
 */
export function askedRange(header: string | undefined, size: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const [, first = "", last = ""] = RANGE.exec(header.trim()) ?? [];
  if (first === "" && last === "") return undefined;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  const range = first === "" ? lastBytes(Number(last), size) : bytesFrom(Number(first), last, size);
  if (range.start >= range.end) throw invalidRange(header, size);
  return range;
}

const lastBytes = (count: number, size: number): ByteRange => ({ start: Math.max(size - count, 0), end: size });

const bytesFrom = (start: number, last: string, size: number): ByteRange => ({
  start,
  end: last === "" ? size : Math.min(Number(last) + 1, size),
});

/** `bytes 0-9/100` */
export const contentRange = ({ start, end }: ByteRange, size: number): string => `bytes ${start}-${end - 1}/${size}`;

const invalidRange = (requested: string, size: number): AwsError =>
  new AwsError("InvalidRange", "The requested range is not satisfiable", {
    status: 416,
    members: { RangeRequested: requested, ActualObjectSize: String(size) },
  });
