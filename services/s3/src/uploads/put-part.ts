import type { Bucket } from "../domain/bucket.ts";
import type { AskedChecksum } from "../domain/checksums/asked-checksum.ts";
import { DEFAULT_ALGORITHM } from "../domain/checksums/body-digests.ts";
import { type CustomerKeyInput, readCustomerKey } from "../domain/encryption/customer-key.ts";
import type { ChosenEncryption } from "../domain/encryption/choose-encryption.ts";
import { noSuchUpload } from "../domain/errors.ts";
import { keyNeededForParts, otherKeyForPart, otherPartAlgorithm } from "../domain/multipart/errors.ts";
import { type IncomingBody, writeBody } from "../objects/write-body.ts";
import type { StoredChecksum } from "../domain/object-version.ts";
import type { S3Store } from "../store/store.ts";
import type { Part, Upload } from "../store/uploads.ts";

/** A part on its way into the store. */
export type IncomingPart = Omit<IncomingBody, "part"> & { readonly number: number; readonly now: () => number };

/** Stores a part. @throws AwsError BadDigest, IncompleteBody, InvalidRequest, NoSuchUpload where it ended meanwhile */
export async function putPart(
  store: S3Store,
  { bucket, upload }: { readonly bucket: Bucket; readonly upload: Upload },
  incoming: IncomingPart,
): Promise<StoredPart> {
  const { number, now } = incoming;
  const asked = withAlgorithm(upload, incoming.asked);
  const { kept, etag, checksum, askedFor } = await writeBody(store, { ...incoming, asked, part: number });
  const part: Part = { number, size: kept.size, body: kept.body, etag, lastModified: now(), checksum: checksum.value };
  if (!(await store.uploads.putPart(bucket, upload, { ...part, kept }))) throw noSuchUpload(upload.id);
  const isAskedFor = upload.checksum !== undefined || incoming.asked.algorithm !== undefined;
  return { ...part, ...(isAskedFor && { askedFor }) };
}

/** A part that is stored, and the checksum that it or its upload was asked to have. */
export type StoredPart = Part & { readonly askedFor?: StoredChecksum };

/**
 * Parts are summed as their object is: what is made of other sums could not be made of these. Of an upload that was begun
 * without a word about checksums, as SDKs do, each part may bring one of its own.
 */
function withAlgorithm({ checksum }: Upload, asked: AskedChecksum): AskedChecksum {
  if (checksum === undefined) return { ...asked, keepBy: DEFAULT_ALGORITHM };
  const expected = checksum.algorithm;
  if (asked.algorithm !== undefined && asked.algorithm !== expected)
    throw otherPartAlgorithm(expected, asked.algorithm);
  return { ...asked, algorithm: expected };
}

/** How a part is encrypted: by the key with which the upload was begun. @throws AwsError InvalidRequest */
export function partEncryption({ object: { encryption } }: Upload, input: CustomerKeyInput): ChosenEncryption {
  const customerKey = readCustomerKey(input);
  if (encryption?.customerKeyMd5 !== undefined) {
    if (customerKey === undefined) throw keyNeededForParts();
    if (customerKey.md5 !== encryption.customerKeyMd5) throw otherKeyForPart();
    return { customerKey, stored: encryption };
  }
  if (customerKey !== undefined) throw otherKeyForPart();
  return encryption === undefined ? {} : { stored: encryption };
}
