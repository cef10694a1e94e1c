import type * as sdk from "@aws-sdk/client-s3";
import type { Call } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { type AclHeaders, aclOfHeaders } from "../domain/acl/asked-acl.ts";
import { ownerOfNewObject } from "../domain/acl/ownership.ts";
import { checkKey } from "../domain/objects/key.ts";
import { readMetadata } from "../domain/objects/metadata.ts";
import { readStorageClass } from "../domain/objects/storage-class.ts";
import { readTaggingHeader } from "../domain/objects/tagging-header.ts";
import { checkWebsiteRedirect } from "../domain/objects/website-redirect.ts";
import { newObjectLock, type ObjectLockInput } from "../domain/object-lock/new-object-lock.ts";
import type { ContentHeaders, StoredObject } from "../domain/object-version.ts";

/** The members of an input that describe a new object. */
export type ObjectInput = ObjectLockInput & {
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
  "key" | "owner" | "storageClass" | "headers" | "metadata" | "tags" | "websiteRedirect" | "legalHold" | "retention"
>;

/** @throws AwsError KeyTooLongError, MetadataTooLarge, InvalidStorageClass, InvalidArgument, InvalidTag … */
export function describeObject(bucket: Bucket, input: ObjectInput, call: Call): Description {
  checkKey(input.Key);
  checkWebsiteRedirect(input.WebsiteRedirectLocation);
  const storageClass = readStorageClass(input.StorageClass);
  const tags = readTaggingHeader(input.Tagging);
  return {
    key: input.Key,
    owner: bucket.account,
    headers: contentHeaders(input, call),
    metadata: readMetadata(input.Metadata),
    ...newObjectLock(bucket, input, call.clock.now()),
    ...(storageClass !== undefined && { storageClass }),
    ...(tags !== undefined && { tags }),
    ...(input.WebsiteRedirectLocation !== undefined && { websiteRedirect: input.WebsiteRedirectLocation }),
  };
}

/** What GetObject gives back as it was put. */
export function contentHeaders(input: ObjectInput, { head }: Pick<Call, "head">): ContentHeaders {
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
