import type * as sdk from "@aws-sdk/client-s3";
import type { Acl } from "../bucket.ts";
import { canonicalId } from "../canonical-id.ts";
import { cannedGrants, type Owners } from "./canned-grants.ts";
import { cannedAndGrants, malformedAcl, missingAcl, unexpectedBody } from "./errors.ts";
import { checkGrantee, isCanonicalId, readGrantHeader } from "./grantees.ts";
import { invalidId } from "./errors.ts";
import type { AskedAcl } from "./ownership.ts";

/** The members of an input that ask for an ACL in headers. */
export type AclHeaders = {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
};

const GRANT_HEADERS = [
  ["GrantFullControl", "x-amz-grant-full-control", "FULL_CONTROL"],
  ["GrantRead", "x-amz-grant-read", "READ"],
  ["GrantReadACP", "x-amz-grant-read-acp", "READ_ACP"],
  ["GrantWrite", "x-amz-grant-write", "WRITE"],
  ["GrantWriteACP", "x-amz-grant-write-acp", "WRITE_ACP"],
] as const;

/** Whether the headers ask for an ACL. */
export const asksForAcl = (input: AclHeaders): boolean =>
  input.ACL !== undefined || GRANT_HEADERS.some(([member]) => input[member] !== undefined);

/**
 * The ACL that the headers ask for; `undefined`: they ask for none.
 * @throws AwsError InvalidRequest, InvalidArgument, UnresolvableGrantByEmailAddress
 */
export function aclOfHeaders(input: AclHeaders, owners: Owners): AskedAcl | undefined {
  if (!asksForAcl(input)) return undefined;
  const { ACL: canned } = input;
  const grants = GRANT_HEADERS.flatMap(([member, header, Permission]) => {
    const value = input[member];
    return value === undefined ? [] : readGrantHeader(header, value).map((Grantee) => ({ Grantee, Permission }));
  });
  if (canned !== undefined && grants.length > 0) throw cannedAndGrants();
  const owner = canonicalId(owners.owner);
  return { canned, acl: { owner, grants: canned === undefined ? grants : cannedGrants(canned, owners) } };
}

/** The members of an input that puts an ACL. */
export type PutAclInput = AclHeaders & { readonly AccessControlPolicy?: sdk.AccessControlPolicy | undefined };

/**
 * The ACL that a request puts: by headers, or in its body.
 * @throws AwsError as `aclOfHeaders`; MalformedACLError, UnexpectedContent, MissingSecurityHeader
 */
export function putAcl(input: PutAclInput, owners: Owners): AskedAcl {
  const { AccessControlPolicy: document } = input;
  const asked = aclOfHeaders(input, owners);
  if (asked !== undefined && document !== undefined) throw unexpectedBody();
  if (asked !== undefined) return asked;
  if (document === undefined) throw missingAcl();
  return { canned: undefined, acl: aclOfDocument(document) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html: one ACL has at most so many grants. */
const MOST_GRANTS = 100;

function aclOfDocument({ Grants: grants, Owner: owner }: sdk.AccessControlPolicy): Acl {
  if (owner === undefined || grants === undefined || grants.length > MOST_GRANTS) throw malformedAcl();
  if (!isCanonicalId(owner.ID)) throw invalidId(owner.ID ?? "", "CanonicalUser/ID");
  return {
    owner: owner.ID,
    grants: grants.map(({ Grantee: grantee, Permission }) => {
      if (grantee === undefined || Permission === undefined) throw malformedAcl();
      return { Grantee: checkGrantee(grantee), Permission };
    }),
  };
}
