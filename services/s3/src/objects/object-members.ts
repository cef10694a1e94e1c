import type { Bucket } from "../domain/bucket.ts";
import { quoted } from "../domain/conditions/etag.ts";
import { type EncryptionMembers, encryptionMembers } from "../domain/encryption/encryption-members.ts";
import { restoreMember } from "../domain/lifecycle/restore.ts";
import type { ContentHeaders, StoredObject } from "../domain/object-version.ts";
import type { Output } from "../operation.ts";

/** What GetObject and HeadObject answer of an object beside its bytes. */
export type ObjectMembers = Omit<Output<"GetObject">, "Body"> & EncryptionMembers;

/** What S3 says where nobody has said anything. */
const DEFAULT_CONTENT_TYPE = "binary/octet-stream";

export function objectMembers(bucket: Bucket, object: StoredObject, now: number): ObjectMembers {
  return {
    AcceptRanges: "bytes",
    LastModified: new Date(object.lastModified),
    ContentLength: object.size,
    ETag: quoted(object.etag),
    Metadata: { ...object.metadata },
    ...headerMembers(object.headers),
    ...encryptionMembers(object.encryption),
    ...rareMembers(object, now),
    ...(bucket.versioning && { VersionId: object.versionId }),
  };
}

function headerMembers(headers: ContentHeaders): ObjectMembers {
  const { cacheControl, contentDisposition, contentEncoding, contentLanguage, contentType, expires } = headers;
  return {
    ContentType: contentType ?? DEFAULT_CONTENT_TYPE,
    ...(cacheControl !== undefined && { CacheControl: cacheControl }),
    ...(contentDisposition !== undefined && { ContentDisposition: contentDisposition }),
    ...(contentEncoding !== undefined && { ContentEncoding: contentEncoding }),
    ...(contentLanguage !== undefined && { ContentLanguage: contentLanguage }),
    ...(expires !== undefined && { ExpiresString: expires }),
  };
}

/** What few objects have. */
function rareMembers(object: StoredObject, now: number): ObjectMembers {
  const { legalHold, replicationStatus, retention, storageClass, tags, websiteRedirect } = object;
  const tagCount = tags === undefined ? 0 : Object.keys(tags).length;
  return {
    ...(storageClass !== undefined && { StorageClass: storageClass }),
    ...(tagCount > 0 && { TagCount: tagCount }),
    ...(websiteRedirect !== undefined && { WebsiteRedirectLocation: websiteRedirect }),
    ...(legalHold !== undefined && { ObjectLockLegalHoldStatus: legalHold }),
    ...(retention && { ObjectLockMode: retention.mode, ObjectLockRetainUntilDate: new Date(retention.until) }),
    ...(replicationStatus !== undefined && { ReplicationStatus: replicationStatus }),
    ...restoreMember(object, now),
  };
}
