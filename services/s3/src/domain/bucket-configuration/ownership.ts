import type * as sdk from "@aws-sdk/client-s3";
import type { Bucket } from "../bucket.ts";
import { grantsToOthers } from "../buckets/acl-limits.ts";
import { aclWithObjectOwnership } from "../buckets/errors.ts";
import { malformedXml } from "../errors.ts";

/** @throws AwsError MalformedXML; InvalidBucketAclWithObjectOwnership where an ACL that grants to others would not count any more. */
export function checkOwnership({ Rules: rules = [] }: sdk.OwnershipControls, bucket: Bucket): void {
  const [rule, ...more] = rules;
  if (rule?.ObjectOwnership === undefined || more.length > 0) throw malformedXml();
  if (rule.ObjectOwnership !== "BucketOwnerEnforced") return;
  const { acl } = bucket.configurations;
  if (acl && grantsToOthers(acl, bucket)) throw aclWithObjectOwnership();
}
