import type * as sdk from "@aws-sdk/client-s3";
import type { StoredChecksum } from "../object-version.ts";

/** The members of an answer that carry a checksum. */
export type ChecksumAnswer = { readonly [Name in `Checksum${sdk.ChecksumAlgorithm}`]?: string } & {
  readonly ChecksumType?: sdk.ChecksumType;
};

const NONE: ChecksumAnswer = {};

export const checksumMembers = (checksum: StoredChecksum | undefined): ChecksumAnswer =>
  checksum === undefined ? NONE : { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type };
