import { AwsError } from "@skylab/aws";
import { invalidRequest } from "../errors.ts";
import { ALGORITHMS, type Algorithm, checksumHeader } from "./algorithms.ts";

export const severalChecksums = (): AwsError =>
  invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");

export const invalidChecksum = (algorithm: Algorithm): AwsError =>
  invalidRequest(`Value for ${checksumHeader(algorithm)} header is invalid.`);

export const noChecksumOfAlgorithm = (): AwsError =>
  invalidRequest(
    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
  );

export const otherAlgorithm = (): AwsError =>
  invalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");

export const unsupportedAlgorithm = (): AwsError =>
  invalidRequest(
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${ALGORITHMS.join(", ")}]`,
  );

export const wrongChecksum = (algorithm: Algorithm): AwsError =>
  new AwsError("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);

export const invalidMd5 = (md5: string): AwsError =>
  new AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.", { members: { "Content-MD5": md5 } });

export const wrongMd5 = (expected: string, calculated: string): AwsError =>
  new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.", {
    members: { ExpectedDigest: expected, CalculatedDigest: calculated },
  });
