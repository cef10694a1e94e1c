import type { Call } from "@skylab/service";
import { askedChecksum } from "../domain/checksums/asked-checksum.ts";
import { checksumMembers } from "../domain/checksums/checksum-members.ts";
import { quoted } from "../domain/conditions/etag.ts";
import { writeCheck } from "../domain/conditions/write-conditions.ts";
import { chooseEncryption } from "../domain/encryption/choose-encryption.ts";
import { newNonce } from "../domain/encryption/cipher.ts";
import { encryptionMembers } from "../domain/encryption/encryption-members.ts";
import { expirationMember } from "../domain/lifecycle/expiration.ts";
import { checkUploadSize, missingContentLength } from "../domain/objects/size.ts";
import { findBucket } from "../find-bucket.ts";
import { describeObject } from "../objects/new-object.ts";
import { occurrenceOf } from "../objects/occurrence.ts";
import { writeBody } from "../objects/write-body.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const PutObject: Operation<"PutObject"> = async (input, call, store): Promise<Output<"PutObject">> => {
  const bucket = await findBucket(store, input, call);
  const { Body: body = NOTHING, ContentLength: size } = input;
  if (size === undefined && call.head.method === "PUT") throw missingContentLength();
  checkUploadSize(size);
  const described = describeObject(bucket, input, call);
  const check = writeCheck(input.Key, input);
  const asked = askedChecksum(input, trailerOf(call));
  const encryption = chooseEncryption(bucket, input, () => newNonce(call.ids));

  const signal = (): AbortSignal => call.signal;
  const { kept, etag, checksum } = await writeBody(store, { body, size, from: "client", asked, encryption, signal });
  const put = await store.objects.put(
    bucket,
    {
      kind: "object",
      ...described,
      lastModified: call.clock.now(),
      size: kept.size,
      etag,
      checksum,
      body: kept.body,
      ...(encryption.stored && { encryption: encryption.stored }),
    },
    { kept, check, occurrence: occurrenceOf(bucket, call, eventOf(call)) },
  );
  return {
    ETag: quoted(etag),
    ...checksumMembers(checksum),
    ...encryptionMembers(encryption.stored),
    ...expirationMember(bucket, put),
    ...(bucket.versioning && { VersionId: put.versionId }),
  };
};

const NOTHING = new Uint8Array(0);

const trailerOf = ({ head }: Call): string | undefined => head.headers["x-amz-trailer"]?.toString();

/** A form in a browser puts objects, too. */
const eventOf = ({ head }: Call): string =>
  head.headers["content-type"]?.startsWith("multipart/form-data") ? "ObjectCreated:Post" : "ObjectCreated:Put";
