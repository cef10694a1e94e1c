import { validatePolicyDocument } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import { checkBucketPolicy, checkPolicyText } from "../domain/policy/check-bucket-policy.ts";
import { malformedPolicy } from "../domain/policy/errors.ts";

/** A policy that is put to a bucket. @throws AwsError MalformedPolicy, PolicyTooLarge */
export function checkPolicy(json: string, bucket: string): void {
  checkPolicyText(json);
  try {
    validatePolicyDocument(json, "resource");
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // S3 names the principal that is wrong in another element, and not in its message.
    throw malformedPolicy(error.message.replace(/^(Invalid principal in policy):.*$/s, "$1"));
  }
  checkBucketPolicy(json, bucket);
}
