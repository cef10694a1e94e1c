import { AwsError } from "@skylab/aws";
import type { ByteRange } from "./range.ts";

/** The bytes of one part: they are numbered anew, as they follow each other. @throws AwsError InvalidPartNumber where there is no such part */
export function partRange(partNumber: number, parts: readonly { readonly size: number }[]): ByteRange {
  let start = 0;
  for (const [index, { size }] of parts.entries()) {
    if (index + 1 === partNumber) return { start, end: start + size };
    start += size;
  }
  throw new AwsError("InvalidPartNumber", "The requested partnumber is not satisfiable", {
    status: 416,
    members: { PartNumberRequested: String(partNumber), ActualPartCount: String(parts.length) },
  });
}
