import type * as sdk from "@aws-sdk/client-s3";
import { type Algorithm, checksumMember } from "../checksums/algorithms.ts";
import { malformedXml } from "../errors.ts";
import { unquoted } from "../conditions/etag.ts";
import { invalidPart, invalidPartOrder, partTooSmall, partWithoutChecksum, wrongPartChecksum } from "./errors.ts";
import type { UploadChecksum } from "./upload-checksum.ts";

/** A part as it was uploaded. */
export type UploadedPart = {
  readonly number: number;
  readonly etag: string;
  readonly size: number;
  readonly checksum?: string;
};

/** All parts but the last have 5 MiB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MIN_PART_BYTES = 5 * 1024 ** 2;

type Upload = { readonly id: string; readonly checksum?: UploadChecksum };

/**
 * The parts of which an upload is to be completed, in their order.
 * @throws AwsError MalformedXML, InvalidRequest, InvalidPartOrder, InvalidPart, EntityTooSmall, BadDigest
 */
export function chooseParts<Part extends UploadedPart>(
  upload: Upload,
  listed: readonly sdk.CompletedPart[],
  uploaded: readonly Part[],
): readonly Part[] {
  if (listed.length === 0) throw malformedXml();
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  let before = 0;
  const chosen = listed.map((one) => {
    const { ETag: quotedEtag, PartNumber: number } = one;
    if (number === undefined || quotedEtag === undefined) throw malformedXml();
    if (number <= before) throw invalidPartOrder(upload.id);
    before = number;
    const part = byNumber.get(number);
    const etag = unquoted(quotedEtag);
    if (part?.etag !== etag) throw invalidPart(upload.id, { etag, number });
    if (upload.checksum) checkPartChecksum(upload.checksum, one, part);
    return part;
  });
  const small = chosen.slice(0, -1).find(({ size }) => size < MIN_PART_BYTES);
  if (small) throw partTooSmall(small, MIN_PART_BYTES);
  return chosen;
}

/** A composite checksum is made of the parts' own, which the client must know. */
function checkPartChecksum(
  { algorithm, type }: { readonly algorithm: Algorithm; readonly type: sdk.ChecksumType },
  listed: sdk.CompletedPart,
  { checksum, number }: UploadedPart,
): void {
  const given = listed[checksumMember(algorithm)];
  if (given === undefined && type === "COMPOSITE") throw partWithoutChecksum(algorithm, number);
  if (given !== undefined && given !== checksum) throw wrongPartChecksum(algorithm, number);
}
