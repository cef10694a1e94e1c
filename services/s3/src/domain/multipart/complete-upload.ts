import type * as sdk from "@aws-sdk/client-s3";
import { type Algorithm, type ChecksumMembers, checksumMember } from "../checksums/algorithms.ts";
import { DEFAULT_ALGORITHM } from "../checksums/body-digests.ts";
import { wrongChecksum } from "../checksums/errors.ts";
import type { StoredChecksum } from "../object-version.ts";
import { chooseParts, type UploadedPart } from "./choose-parts.ts";
import { noParts, otherChecksumMode, otherObjectSize } from "./errors.ts";
import { joinedChecksum, joinedEtag } from "./joined-object.ts";
import type { UploadChecksum } from "./upload-checksum.ts";

/** The members of an input that say of what an upload is to be completed. */
export type CompletionInput = ChecksumMembers & {
  readonly MultipartUpload?: sdk.CompletedMultipartUpload | undefined;
  readonly ChecksumType?: sdk.ChecksumType | undefined;
  readonly MpuObjectSize?: number | undefined;
};

/** What an upload comes to. */
export type Joined<Part> = {
  readonly object: { readonly etag: string; readonly size: number; readonly checksum?: StoredChecksum };
  readonly parts: readonly Part[];
};

type Upload = { readonly id: string; readonly checksum?: UploadChecksum };

/** What AWS does where an upload was begun without a word about checksums. */
const UNASKED: UploadChecksum = { algorithm: DEFAULT_ALGORITHM, type: "FULL_OBJECT" };

/**
 * The object that is made of the parts which a request lists.
 * @throws AwsError MalformedXML, InvalidRequest, InvalidPart, InvalidPartOrder, EntityTooSmall, BadDigest
 */
export function completeUpload<Part extends UploadedPart>(
  upload: Upload,
  input: CompletionInput,
  uploaded: readonly Part[],
): Joined<Part> {
  const { ChecksumType: mode, MpuObjectSize: announced } = input;
  if (mode !== undefined && mode !== upload.checksum?.type) throw otherChecksumMode(upload.checksum?.type);
  if (input.MultipartUpload === undefined) throw noParts();
  const parts = chooseParts(upload, input.MultipartUpload.Parts ?? [], uploaded);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (announced !== undefined && announced !== size) throw otherObjectSize(announced, size);
  const { algorithm } = upload.checksum ?? UNASKED;
  const checksum = joinedChecksum(upload.checksum ?? UNASKED, parts);
  requireChecksum(algorithm, input, checksum);
  return { object: { etag: joinedEtag(parts), size, ...(checksum && { checksum }) }, parts };
}

/** A client may say what the checksum of the whole must be; of a composite one with or without the number of parts. */
function requireChecksum(algorithm: Algorithm, input: CompletionInput, checksum: StoredChecksum | undefined): void {
  const given = input[checksumMember(algorithm)];
  if (given === undefined || checksum === undefined) return;
  if (given !== checksum.value && given !== checksum.value.split("-", 1)[0]) throw wrongChecksum(algorithm);
}
