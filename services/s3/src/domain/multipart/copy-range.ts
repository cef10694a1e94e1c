import { invalidArgument, invalidRequest } from "../errors.ts";
import type { ByteRange } from "../ranges/range.ts";

/**
 * The bytes of a source that a part is copied of: `bytes=0-99`, both ends included.
 * @throws AwsError InvalidArgument, InvalidRequest
 */
export function readCopyRange(header: string | undefined, size: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const found = /^bytes=(\d+)-(\d+)$/.exec(header);
  if (!found) {
    throw invalidArgument(
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
      "x-amz-copy-source-range",
      header,
    );
  }
  const [first, last] = [Number(found[1]), Number(found[2])];
  if (first > last) throw invalidRequest("The specified copy range is invalid for the source object size");
  if (last >= size) {
    const message = `Range specified is not valid for source object of size: ${size}`;
    throw invalidArgument(message, "x-amz-copy-source-range", header);
  }
  return { start: first, end: last + 1 };
}
