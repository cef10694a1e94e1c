import type * as sdk from "@aws-sdk/client-s3";
import type { Call } from "@skylab/service";
import { objectArn } from "../access/targets.ts";
import { requireAcls, requireNoPublicAcl } from "../acl/require-acls.ts";
import type { Bucket } from "../domain/bucket.ts";
import { type AclHeaders, aclOfHeaders } from "../domain/acl/asked-acl.ts";
import { hasAcls, isBucketOwnersOnly, ownerOfNewObject } from "../domain/acl/ownership.ts";
import { checkKey } from "../domain/objects/key.ts";
import { readMetadata } from "../domain/objects/metadata.ts";
import { readStorageClass } from "../domain/objects/storage-class.ts";
import { readTaggingHeader } from "../domain/objects/tagging-header.ts";
import { checkWebsiteRedirect } from "../domain/objects/website-redirect.ts";
import { newObjectLock, type ObjectLockInput } from "../domain/object-lock/new-object-lock.ts";
import type { ContentHeaders, StoredObject } from "../domain/object-version.ts";

/** The members of an input that describe a new object. */
export type ObjectInput = AclHeaders &
  ObjectLockInput & {
    readonly Key: string;
    readonly CacheControl?: string | undefined;
    readonly ContentDisposition?: string | undefined;
    readonly ContentEncoding?: string | undefined;
    readonly ContentLanguage?: string | undefined;
    readonly ContentType?: string | undefined;
    readonly Expires?: Date | undefined;
    readonly Metadata?: Readonly<Record<string, string>> | undefined;
    readonly StorageClass?: sdk.StorageClass | undefined;
    readonly Tagging?: string | undefined;
    readonly WebsiteRedirectLocation?: string | undefined;
  };

/** What a request says of the object that it makes, beside its bytes. */
export type Description = Pick<
  StoredObject,
  | "key"
  | "owner"
  | "acl"
  | "storageClass"
  | "headers"
  | "metadata"
  | "tags"
  | "websiteRedirect"
  | "legalHold"
  | "retention"
>;

/** @throws AwsError AccessControlListNotSupported, AccessDenied, KeyTooLongError, MetadataTooLarge, InvalidStorageClass, InvalidArgument, InvalidTag … */
export function describeObject(bucket: Bucket, input: ObjectInput, call: Call): Description {
  checkKey(input.Key);
  checkWebsiteRedirect(input.WebsiteRedirectLocation);
  const storageClass = readStorageClass(input.StorageClass);
  const tags = readTaggingHeader(input.Tagging);
  return {
    key: input.Key,
    ...ownerAndAcl(bucket, input, call),
    headers: contentHeaders(input, call),
    metadata: readMetadata(input.Metadata),
    ...newObjectLock(bucket, input, call.clock.now()),
    ...(storageClass !== undefined && { storageClass }),
    ...(tags !== undefined && { tags }),
    ...(input.WebsiteRedirectLocation !== undefined && { websiteRedirect: input.WebsiteRedirectLocation }),
  };
}

function ownerAndAcl(bucket: Bucket, input: ObjectInput, call: Call): Pick<Description, "owner" | "acl"> {
  const owner = ownerOfNewObject(bucket, call.caller.account, input.ACL);
  const asked = aclOfHeaders(input, { owner, bucketOwner: bucket.account });
  if (asked === undefined) return { owner };
  if (!isBucketOwnersOnly(asked, bucket)) requireAcls(bucket);
  requireNoPublicAcl(bucket, asked.acl, { call, action: "s3:PutObject", resource: objectArn(bucket.name, input.Key) });
  return hasAcls(bucket) ? { owner, acl: asked.acl } : { owner };
}

/** What GetObject gives back as it was put. */
function contentHeaders(input: ObjectInput, { head }: Pick<Call, "head">): ContentHeaders {
  // The model wants a date, but whatever was put is given back.
  const expires = head.headers.expires ?? input.Expires?.toUTCString();
  return {
    ...(input.CacheControl !== undefined && { cacheControl: input.CacheControl }),
    ...(input.ContentDisposition !== undefined && { contentDisposition: input.ContentDisposition }),
    ...(input.ContentEncoding !== undefined && { contentEncoding: input.ContentEncoding }),
    ...(input.ContentLanguage !== undefined && { contentLanguage: input.ContentLanguage }),
    ...(input.ContentType !== undefined && { contentType: input.ContentType }),
    ...(expires !== undefined && { expires }),
  };
}
