import type { Context } from "@skylab/auth";
import { type Call, tagContext } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { given } from "./given.ts";
import { signatureContext } from "./signature-context.ts";
import { DAY_MS } from "../domain/lifecycle/days.ts";

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys

/**
 * What conditions ask about a request by the names of its headers, and the members of inputs that these are read into: a
 * form has fields for them, and a presigned URL parameters.
 */
const KEYS = {
  ACL: "s3:x-amz-acl",
  CopySource: "s3:x-amz-copy-source",
  GrantFullControl: "s3:x-amz-grant-full-control",
  GrantRead: "s3:x-amz-grant-read",
  GrantReadACP: "s3:x-amz-grant-read-acp",
  GrantWrite: "s3:x-amz-grant-write",
  GrantWriteACP: "s3:x-amz-grant-write-acp",
  IfMatch: "s3:if-match",
  IfNoneMatch: "s3:if-none-match",
  MetadataDirective: "s3:x-amz-metadata-directive",
  SSECustomerAlgorithm: "s3:x-amz-server-side-encryption-customer-algorithm",
  SSEKMSKeyId: "s3:x-amz-server-side-encryption-aws-kms-key-id",
  ServerSideEncryption: "s3:x-amz-server-side-encryption",
  StorageClass: "s3:x-amz-storage-class",
  WebsiteRedirectLocation: "s3:x-amz-website-redirect-location",
} as const;

type Keyed = keyof typeof KEYS;

/** The members of inputs that conditions see. */
export type ContextInput = { readonly [Name in Keyed]?: string | undefined } & {
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
  readonly Prefix?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
  readonly Retention?: { readonly Mode?: string | undefined; readonly RetainUntilDate?: Date | undefined } | undefined;
  readonly LegalHold?: { readonly Status?: string | undefined } | undefined;
  readonly Tagging?: string | { readonly TagSet: readonly Tag[] | undefined } | undefined;
};

type Tag = { readonly Key: string | undefined; readonly Value: string | undefined };

/** What conditions may ask about a request. */
export const requestContext = (input: ContextInput, call: Call): Context => ({
  ...keyedContext(input),
  ...signatureContext(call),
  ...texts({
    "s3:delimiter": input.Delimiter,
    "s3:max-keys": input.MaxKeys?.toString(),
    "s3:prefix": input.Prefix,
    "s3:VersionId": input.VersionId,
    "s3:x-amz-content-sha256": given(call.head, "x-amz-content-sha256"),
  }),
  ...lockContext(input, call.clock.now()),
  ...requestTagContext(input.Tagging),
});

function keyedContext(input: ContextInput): Context {
  const context: Record<string, string> = {};
  let name: Keyed;
  for (name in KEYS) {
    const value = input[name];
    if (value !== undefined) context[KEYS[name]] = value;
  }
  return context;
}

const texts = (values: Readonly<Record<string, string | undefined>>): Context =>
  // as: what is undefined is filtered out.
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Context;

function lockContext(input: ContextInput, now: number): Context {
  const until = input.ObjectLockRetainUntilDate ?? input.Retention?.RetainUntilDate;
  return texts({
    "s3:object-lock-mode": input.ObjectLockMode ?? input.Retention?.Mode,
    "s3:object-lock-legal-hold": input.ObjectLockLegalHoldStatus ?? input.LegalHold?.Status,
    "s3:object-lock-retain-until-date": until?.toISOString(),
    "s3:object-lock-remaining-retention-days": until && String(Math.ceil((until.getTime() - now) / DAY_MS)),
  });
}

/** Tags that a request gives an object, in a header or a document. */
function requestTagContext(tagging: ContextInput["Tagging"]): Context {
  if (tagging === undefined) return {};
  const tags: readonly (readonly [string, string])[] =
    typeof tagging === "string"
      ? [...new URLSearchParams(tagging)]
      : (tagging.TagSet ?? []).map(({ Key = "", Value = "" }) => [Key, Value]);
  return {
    ...Object.fromEntries(tags.map(([key, value]) => [`s3:RequestObjectTag/${key}`, value])),
    "s3:RequestObjectTagKeys": tags.map(([key]) => key),
  };
}

/** What conditions may ask about a bucket. Its tags count where its owner says so. */
export function bucketContext({ account, configurations }: Bucket): Context {
  const tags = Object.fromEntries((configurations.tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
  return {
    "s3:ResourceAccount": account,
    "aws:ResourceAccount": account,
    ...(configurations.abac?.Status === "Enabled" && {
      ...tagContext({ of: tags }),
      ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`s3:BucketTag/${key}`, value])),
    }),
  };
}
