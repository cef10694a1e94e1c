import { AwsError } from "@skylab/aws";
import { invalidRequest } from "../errors.ts";

// S3's words for uploads in parts, as recorded.

/** Said where there is no document; one that lists none is malformed. */
export const noParts = (): AwsError => invalidRequest("You must specify at least one part");

export const invalidPart = (uploadId: string, part: { readonly etag: string; readonly number: number }): AwsError =>
  new AwsError(
    "InvalidPart",
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { members: { UploadId: uploadId, PartNumber: part.number, ETag: part.etag } },
  );

export const invalidPartOrder = (uploadId: string): AwsError =>
  new AwsError(
    "InvalidPartOrder",
    "The list of parts was not in ascending order. Parts must be ordered by part number.",
    { members: { UploadId: uploadId } },
  );

export const partTooSmall = (
  part: { readonly etag: string; readonly number: number; readonly size: number },
  minimum: number,
): AwsError =>
  new AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
    members: { ProposedSize: part.size, MinSizeAllowed: minimum, PartNumber: part.number, ETag: part.etag },
  });

export const partWithoutChecksum = (algorithm: string, number: number): AwsError =>
  invalidRequest(
    `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
  );

export const wrongPartChecksum = (algorithm: string, number: number): AwsError =>
  new AwsError(
    "BadDigest",
    `The ${algorithm.toLowerCase()} you specified for part ${number} did not match what we received.`,
  );

export const otherChecksumMode = (mode: string | undefined): AwsError =>
  invalidRequest(
    `The upload was created using the ${mode ?? "null"} checksum mode. The complete request must use the same checksum mode.`,
  );

export const otherPartAlgorithm = (expected: string, actual: string): AwsError =>
  invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, actual checksum Type: ${actual.toLowerCase()}`,
  );

export const otherObjectSize = (announced: number, computed: number): AwsError =>
  invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${announced} does not match what was computed: ${computed}`,
  );

export const typeWithoutAlgorithm = (): AwsError =>
  invalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");

export const typeNotOfAlgorithm = (type: string, algorithm: string): AwsError =>
  invalidRequest(`The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`);

export const keyNeededForParts = (): AwsError =>
  invalidRequest(
    "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.",
  );

export const otherKeyForPart = (): AwsError =>
  invalidRequest("The provided encryption parameters did not match the ones used originally.");
