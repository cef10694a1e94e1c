import type * as sdk from "@aws-sdk/client-s3";
import {
  type Algorithm,
  ALGORITHMS,
  type ChecksumMembers,
  checksumMember,
  isAlgorithm,
  isChecksum,
} from "./algorithms.ts";
import {
  invalidChecksum,
  invalidMd5,
  noChecksumOfAlgorithm,
  otherAlgorithm,
  severalChecksums,
  unsupportedAlgorithm,
} from "./errors.ts";

/** What a request says of the checksums of its body. */
export type AskedChecksum = {
  /** Base64. */
  readonly md5: string | undefined;
  /** The algorithm that the body is to be summed by; `undefined`: none is asked for. */
  readonly algorithm: Algorithm | undefined;
  /** Base64; `undefined` where it comes in the trailer, or none is asked for. */
  readonly value: string | undefined;
  /** The algorithm by whose checksum the body is kept, where it is another one. */
  readonly keepBy?: Algorithm;
};

/** The members of an input that say it. */
export type ChecksumInput = ChecksumMembers & {
  readonly ContentMD5?: string | undefined;
  readonly ChecksumAlgorithm?: sdk.ChecksumAlgorithm | undefined;
};

/**
 * Reads what a request says of its checksums. `trailer`: the header x-amz-trailer.
 * @throws AwsError InvalidDigest, InvalidRequest
 */
export function askedChecksum(input: ChecksumInput, trailer: string | undefined): AskedChecksum {
  const md5 = input.ContentMD5;
  if (md5 !== undefined && !isChecksum("MD5", md5)) throw invalidMd5(md5);
  if (hasUnsupported(input)) throw unsupportedAlgorithm();
  const [given, another] = ALGORITHMS.filter((name) => input[checksumMember(name)] !== undefined);
  const trailing = trailingAlgorithm(trailer);
  if (another !== undefined || (given !== undefined && trailing !== undefined)) throw severalChecksums();
  const algorithm = given ?? trailing;
  checkSdkAlgorithm(input.ChecksumAlgorithm, algorithm);
  const value = algorithm && input[checksumMember(algorithm)];
  if (algorithm !== undefined && value !== undefined && !isChecksum(algorithm, value)) throw invalidChecksum(algorithm);
  return { md5, algorithm, value };
}

const hasUnsupported = (input: ChecksumInput): boolean =>
  input.ChecksumXXHASH64 !== undefined || input.ChecksumXXHASH3 !== undefined || input.ChecksumXXHASH128 !== undefined;

function trailingAlgorithm(trailer: string | undefined): Algorithm | undefined {
  if (trailer === undefined) return undefined;
  const name = trailer.trim().toLowerCase().replace("x-amz-checksum-", "").toUpperCase();
  if (!isAlgorithm(name)) throw unsupportedAlgorithm();
  return name;
}

/** x-amz-sdk-checksum-algorithm says again what the checksum's own header says. */
function checkSdkAlgorithm(named: string | undefined, algorithm: Algorithm | undefined): void {
  if (named === undefined) return;
  if (!isAlgorithm(named.toUpperCase())) throw unsupportedAlgorithm();
  if (algorithm === undefined) throw noChecksumOfAlgorithm();
  if (named.toUpperCase() !== algorithm) throw otherAlgorithm();
}
