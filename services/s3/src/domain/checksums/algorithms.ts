import type * as sdk from "@aws-sdk/client-s3";

/** The algorithms of S3's checksums that are built. */
export type Algorithm = Exclude<sdk.ChecksumAlgorithm, "XXHASH64" | "XXHASH3" | "XXHASH128">;

/** The bytes of a checksum, by its algorithm. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
const BYTES: Readonly<Record<Algorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  MD5: 16,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
};

/** In the order in which S3 lists them. */
export const ALGORITHMS: readonly Algorithm[] = ["CRC32", "CRC32C", "CRC64NVME", "MD5", "SHA1", "SHA256", "SHA512"];

export const isAlgorithm = (name: string): name is Algorithm => Object.hasOwn(BYTES, name);

/** Could this be the checksum, in base64, of anything? */
export function isChecksum(algorithm: Algorithm, base64: string): boolean {
  const bytes = Buffer.from(base64, "base64");
  return bytes.length === BYTES[algorithm] && bytes.toString("base64") === base64;
}

/** `x-amz-checksum-sha256`. */
export const checksumHeader = (algorithm: Algorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** The members of inputs and answers that carry checksums: `ChecksumSHA256`. */
export type ChecksumMembers = { readonly [Name in `Checksum${sdk.ChecksumAlgorithm}`]?: string | undefined };

/** The member of each algorithm. */
const MEMBERS: { readonly [Name in Algorithm]: `Checksum${Name}` } = {
  CRC32: "ChecksumCRC32",
  CRC32C: "ChecksumCRC32C",
  CRC64NVME: "ChecksumCRC64NVME",
  MD5: "ChecksumMD5",
  SHA1: "ChecksumSHA1",
  SHA256: "ChecksumSHA256",
  SHA512: "ChecksumSHA512",
};

/** `ChecksumSHA256`. */
export const checksumMember = (algorithm: Algorithm): (typeof MEMBERS)[Algorithm] => MEMBERS[algorithm];
