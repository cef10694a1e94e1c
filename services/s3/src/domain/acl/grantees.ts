import type * as sdk from "@aws-sdk/client-s3";
import { invalidGroup, invalidId, malformedAcl, unknownGrantForm, unresolvableEmail } from "./errors.ts";
import { isGroup } from "./groups.ts";

/** Whether the text is a canonical user id: what no account has cannot be told here. */
export const isCanonicalId = (id: string | undefined): id is string => id !== undefined && /^[0-9a-f]{64}$/.test(id);

/**
 * Who a document grants something to.
 * @throws AwsError InvalidArgument, MalformedACLError, UnresolvableGrantByEmailAddress
 */
export function checkGrantee({ Type, ID, URI }: sdk.Grantee): sdk.Grantee {
  switch (Type) {
    case "CanonicalUser":
      if (!isCanonicalId(ID)) throw invalidId(ID ?? "", "CanonicalUser/ID");
      return { Type, ID };
    case "Group":
      if (!isGroup(URI)) throw invalidGroup(URI ?? "", "Group/URI");
      return { Type, URI };
    case "AmazonCustomerByEmail":
      throw unresolvableEmail();
    default:
      throw malformedAcl();
  }
}

/** `id="…"`, `uri=…` */
const GRANTEE = /^\s*(id|uri|emailAddress)\s*=\s*(?:"([^"]*)"|([^",]*))\s*$/;

/**
 * Whom a header grants something to: `id="…", uri="…"`.
 * @throws AwsError InvalidArgument, UnresolvableGrantByEmailAddress
 */
export const readGrantHeader = (header: string, value: string): readonly sdk.Grantee[] =>
  value.split(",").map((part) => {
    const [, kind, quoted, plain] = GRANTEE.exec(part) ?? [];
    const named = quoted ?? plain ?? "";
    switch (kind) {
      case "id":
        if (!isCanonicalId(named)) throw invalidId(named, "id");
        return { Type: "CanonicalUser", ID: named };
      case "uri":
        if (!isGroup(named)) throw invalidGroup(named, "uri");
        return { Type: "Group", URI: named };
      case "emailAddress":
        throw unresolvableEmail();
      default:
        throw unknownGrantForm(header, part.trim());
    }
  });
