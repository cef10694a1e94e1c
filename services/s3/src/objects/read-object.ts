import type { Call } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { checksumMembers } from "../domain/checksums/checksum-members.ts";
import { notModified } from "../domain/conditions/not-modified.ts";
import { failedCondition, READ_CONDITION_NAMES } from "../domain/conditions/read-conditions.ts";
import {
  type CustomerKey,
  type CustomerKeyInput,
  readCustomerKey,
  requireCustomerKey,
} from "../domain/encryption/customer-key.ts";
import { invalidRequest, preconditionFailed } from "../domain/errors.ts";
import { expirationMember } from "../domain/lifecycle/expiration.ts";
import type { StoredObject } from "../domain/object-version.ts";
import { type ByteRange, contentRange } from "../domain/ranges/range.ts";
import type { S3Store } from "../store/store.ts";
import { type ChosenRange, chooseRange, type RangeInput } from "./choose-range.ts";
import { findObject } from "./find-object.ts";
import { mayReadTags } from "./may-read-tags.ts";
import { type ObjectMembers, objectMembers } from "./object-members.ts";

/** The members of an input that ask for an object, as GetObject and HeadObject have them. */
export type ReadInput = CustomerKeyInput &
  RangeInput & {
    readonly Key: string;
    readonly VersionId?: string | undefined;
    readonly ChecksumMode?: "ENABLED" | undefined;
    readonly IfMatch?: string | undefined;
    readonly IfNoneMatch?: string | undefined;
    readonly IfModifiedSince?: Date | undefined;
    readonly IfUnmodifiedSince?: Date | undefined;
    readonly ResponseCacheControl?: string | undefined;
    readonly ResponseContentDisposition?: string | undefined;
    readonly ResponseContentEncoding?: string | undefined;
    readonly ResponseContentLanguage?: string | undefined;
    readonly ResponseContentType?: string | undefined;
    readonly ResponseExpires?: Date | undefined;
  };

/** An object that may be read as it was asked for. */
export type ReadableObject = {
  readonly bucket: Bucket;
  readonly version: StoredObject;
  readonly customerKey: CustomerKey | undefined;
  readonly range: ByteRange | undefined;
  /** All of the answer beside the bytes. */
  readonly members: ObjectMembers;
};

/**
 * Finds what a read asks for, and what is answered of it.
 * @throws AwsError for whatever forbids it: there is none, a condition does not hold (412, 304), another key, no such range
 */
export async function findReadable(
  store: S3Store,
  asked: { readonly bucket: Bucket; readonly input: ReadInput; readonly method: "GET" | "HEAD" },
  call: Call,
): Promise<ReadableObject> {
  const { bucket, input, method } = asked;
  const overrides = responseOverrides(input, call);
  const version = await findObject(store, { bucket, call }, { ...pick(input), method });
  const customerKey = readCustomerKey(input);
  requireCustomerKey(version.encryption, customerKey);
  requireConditions(bucket, version, { input, now: call.clock.now() });
  const chosen = await chooseRange(store, { bucket, version }, input);
  const members = {
    ...objectMembers(bucket, version, call.clock.now()),
    ...(input.VersionId === undefined && expirationMember(bucket, version)),
    ...rangeMembers(version, chosen),
    ...(input.ChecksumMode === "ENABLED" && checksumOf(version, chosen)),
    ...(version.tags && !(await mayReadTags(store, { bucket, call }, version)) && { TagCount: undefined }),
    ...overrides,
  };
  return { bucket, version, customerKey, range: chosen.range, members };
}

const pick = ({ Key, VersionId }: ReadInput): Pick<ReadInput, "Key" | "VersionId"> => ({ Key, VersionId });

function requireConditions(
  bucket: Bucket,
  version: StoredObject,
  { input, now }: { readonly input: ReadInput; readonly now: number },
): void {
  const { IfMatch: ifMatch, IfNoneMatch: ifNoneMatch } = input;
  const { IfModifiedSince: ifModifiedSince, IfUnmodifiedSince: ifUnmodifiedSince } = input;
  const failed = failedCondition(version, { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince }, now);
  if (failed?.is === "changed") throw preconditionFailed(READ_CONDITION_NAMES[failed.condition]);
  if (failed?.is === "same") throw notModified(version, bucket.versioning && version.versionId);
}

function rangeMembers({ size }: StoredObject, { range, partCount }: ChosenRange): ObjectMembers {
  return {
    ...(range && { ContentLength: range.end - range.start, ContentRange: contentRange(range, size) }),
    ...(partCount !== undefined && { PartsCount: partCount }),
  };
}

/** The checksum of what is sent: of the object, or of one part; of an arbitrary range none is known. */
function checksumOf({ checksum, size }: StoredObject, { range, part }: ChosenRange): ObjectMembers {
  if (part !== undefined) {
    return part.checksum === undefined || !checksum ? {} : checksumMembers({ ...checksum, value: part.checksum });
  }
  return range === undefined || range.end - range.start === size ? checksumMembers(checksum) : {};
}

/** Headers of the answer that the client wants otherwise than they were put. */
function responseOverrides(input: ReadInput, { caller }: Call): ObjectMembers {
  const { ResponseCacheControl, ResponseContentDisposition, ResponseContentEncoding } = input;
  const { ResponseContentLanguage, ResponseContentType, ResponseExpires } = input;
  const members: ObjectMembers = {
    ...(ResponseCacheControl !== undefined && { CacheControl: ResponseCacheControl }),
    ...(ResponseContentDisposition !== undefined && { ContentDisposition: ResponseContentDisposition }),
    ...(ResponseContentEncoding !== undefined && { ContentEncoding: ResponseContentEncoding }),
    ...(ResponseContentLanguage !== undefined && { ContentLanguage: ResponseContentLanguage }),
    ...(ResponseContentType !== undefined && { ContentType: ResponseContentType }),
    ...(ResponseExpires !== undefined && { ExpiresString: ResponseExpires.toUTCString() }),
  };
  const isSigned = caller.accessKeyId !== undefined || caller.service !== undefined;
  if (!isSigned && Object.keys(members).length > 0) {
    throw invalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
  }
  return members;
}
