import { checksumMembers } from "../domain/checksums/checksum-members.ts";
import { quoted } from "../domain/conditions/etag.ts";
import { writeCheck } from "../domain/conditions/write-conditions.ts";
import { chooseEncryption } from "../domain/encryption/choose-encryption.ts";
import { newNonce } from "../domain/encryption/cipher.ts";
import { encryptionMembers } from "../domain/encryption/encryption-members.ts";
import { expirationMember } from "../domain/lifecycle/expiration.ts";
import type { StoredObject } from "../domain/object-version.ts";
import { checkCopySize, checkSelfCopy, copyAlgorithm } from "../domain/objects/copy-rules.ts";
import { findBucket } from "../find-bucket.ts";
import { findCopySource } from "../objects/find-copy-source.ts";
import { type Description, describeObject, type ObjectInput } from "../objects/new-object.ts";
import { occurrenceOf } from "../objects/occurrence.ts";
import { closeBody, openBody } from "../objects/open-body.ts";
import { writeBody } from "../objects/write-body.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const CopyObject: Operation<"CopyObject"> = async (input, call, store): Promise<Output<"CopyObject">> => {
  const bucket = await findBucket(store, input, call);
  const check = writeCheck(input.Key, input);
  checkSelfCopy(input);
  const source = await findCopySource(store, input, call);
  checkCopySize(source.version.size);
  const described = describeCopy(describeObject(bucket, input, call), source.version, input);
  const encryption = chooseEncryption(bucket, input, () => newNonce(call.ids));
  const algorithm = copyAlgorithm(input.ChecksumAlgorithm, source.version);
  const body = await openBody(store, source, { range: undefined, customerKey: source.customerKey });
  // Another object has taken the source's place in between.
  if (body === undefined) return CopyObject(input, call, store);

  const { kept, etag, checksum } = await writeBody(store, {
    body,
    size: source.version.size,
    from: "object",
    asked: { algorithm, md5: undefined, value: undefined },
    encryption,
    signal: () => call.signal,
  }).finally(() => closeBody(body));
  const { size } = source.version;
  const lastModified = call.clock.now();
  const put = await store.objects.put(
    bucket,
    {
      kind: "object",
      ...described,
      lastModified,
      size,
      etag,
      checksum,
      body: kept.body,
      ...(encryption.stored && { encryption: encryption.stored }),
    },
    { kept, check, occurrence: occurrenceOf(bucket, call, "ObjectCreated:Copy") },
  );
  return {
    CopyObjectResult: { ETag: quoted(etag), LastModified: new Date(lastModified), ...checksumMembers(checksum) },
    ...encryptionMembers(encryption.stored),
    ...(source.bucket.versioning && { CopySourceVersionId: source.version.versionId }),
    ...expirationMember(bucket, put),
    ...(bucket.versioning && { VersionId: put.versionId }),
  };
};

type Directives = Pick<ObjectInput, "Key"> & {
  readonly MetadataDirective?: string | undefined;
  readonly TaggingDirective?: string | undefined;
};

/** What the copy takes from its source, and what the request replaces. */
function describeCopy(described: Description, source: StoredObject, input: Directives): Description {
  const { tags: newTags, ...replaced } = described;
  const tags = input.TaggingDirective === "REPLACE" ? newTags : source.tags;
  const { headers, metadata } = input.MetadataDirective === "REPLACE" ? described : source;
  return { ...replaced, headers, metadata, ...(tags && { tags }) };
}
