import type { Bucket } from "../domain/bucket.ts";
import { invalidRequest } from "../domain/errors.ts";
import type { StoredObject } from "../domain/object-version.ts";
import { partRange } from "../domain/ranges/part-range.ts";
import { askedRange, type ByteRange } from "../domain/ranges/range.ts";
import type { ManifestPart } from "../store/bodies.ts";
import type { S3Store } from "../store/store.ts";

/** What of an object a request is for. */
export type ChosenRange = {
  /** `undefined`: all of it. */
  readonly range: ByteRange | undefined;
  /** Of a part that was asked for by its number: how many there are, where the object was uploaded in parts. */
  readonly partCount?: number;
  readonly part?: ManifestPart;
};

export type RangeInput = { readonly Range?: string | undefined; readonly PartNumber?: number | undefined };

/** @throws AwsError InvalidRange, InvalidPartNumber, InvalidRequest */
export async function chooseRange(
  store: S3Store,
  object: { readonly bucket: Bucket; readonly version: StoredObject },
  { Range: header, PartNumber: number }: RangeInput,
): Promise<ChosenRange> {
  const { bucket, version } = object;
  if (number === undefined) return { range: askedRange(header, version.size) };
  if (header !== undefined) throw invalidRequest("Cannot specify both Range header and partNumber query parameter");
  if (version.body.kind !== "parts") {
    const range = partRange(number, [version]);
    // Nothing has no first byte that a range could name.
    return { range: version.size === 0 ? undefined : range };
  }
  const parts = await store.bodies.parts(bucket, version.body);
  const range = partRange(number, parts);
  const part = parts[number - 1];
  return { range, partCount: parts.length, ...(part && { part }) };
}
