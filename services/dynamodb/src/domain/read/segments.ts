import { validationError } from "../errors.ts";
import { BUCKETS } from "../item/item-key.ts";

/** A part of a parallel scan. */
export type Segment = { readonly number: number; readonly total: number };

/** The buckets of a segment: from the first to before the end. */
export type BucketRange = { readonly from: number; readonly to: number };

/** What a request says of its part in a parallel scan. */
export type SegmentWishes = {
  readonly Segment?: number | undefined;
  readonly TotalSegments?: number | undefined;
};

/** @throws AwsError `ValidationException` where one of the two lacks the other, or the segment is not one of them */
export function readSegment({ Segment: number, TotalSegments: total }: SegmentWishes): Segment | undefined {
  if (number === undefined && total === undefined) return undefined;
  if (total === undefined) {
    throw validationError(
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    );
  }
  if (number === undefined) {
    throw validationError(
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    );
  }
  if (number >= total) {
    throw validationError(
      "The Segment parameter is zero-based and must be less than parameter TotalSegments: " +
        `Segment: ${number} is not less than TotalSegments: ${total}`,
    );
  }
  return { number, total };
}

/** Buckets are dealt out evenly; where there are more segments than buckets, some have none. */
export const bucketsOf = ({ number, total }: Segment): BucketRange => ({
  from: Math.ceil((BUCKETS * number) / total),
  to: Math.ceil((BUCKETS * (number + 1)) / total),
});
