import type * as sdk from "@aws-sdk/client-s3";
import { type Algorithm, isAlgorithm } from "../checksums/algorithms.ts";
import { isCombinable } from "../checksums/combine-crcs.ts";
import { unsupportedAlgorithm } from "../checksums/errors.ts";
import { typeNotOfAlgorithm, typeWithoutAlgorithm } from "./errors.ts";

/** How the object of an upload is to be summed; where nothing was asked for, S3 does as it does without being asked. */
export type UploadChecksum = { readonly algorithm: Algorithm; readonly type: sdk.ChecksumType };

/**
 * How an upload was asked to be summed.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#checksum-algorithms-multipart
 * @throws AwsError InvalidRequest
 */
export function readUploadChecksum(
  algorithm: string | undefined,
  type: sdk.ChecksumType | undefined,
): UploadChecksum | undefined {
  if (algorithm === undefined) {
    if (type !== undefined) throw typeWithoutAlgorithm();
    return undefined;
  }
  const name = algorithm.toUpperCase();
  if (!isAlgorithm(name)) throw unsupportedAlgorithm();
  if (type === "COMPOSITE" && name === "CRC64NVME") throw typeNotOfAlgorithm(type, name);
  if (type === "FULL_OBJECT" && !isCombinable(name)) throw typeNotOfAlgorithm(type, name);
  return { algorithm: name, type: type ?? (name === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE") };
}
