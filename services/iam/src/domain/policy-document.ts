import { validatePolicyDocument } from "@skylab/auth";
import { limitExceeded } from "./errors.ts";
import { POLICY_SIZE } from "./quotas.ts";

/** What RFC 3986 reserves, and `encodeURIComponent` leaves as it is. */
const LEFT = /[!'()*]/g;

/** A policy document as IAM answers it: percent-encoded, as RFC 3986 has it. */
export const encodePolicyDocument = (json: string): string =>
  encodeURIComponent(json).replace(LEFT, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** How long IAM takes a document for: white space does not count. */
export const policySize = (json: string): number => json.replaceAll(/\s/g, "").length;

/** @throws AwsError `MalformedPolicyDocument` where the text is no policy of an identity's */
export function checkIdentityPolicy(json: string): void {
  validatePolicyDocument(json, "identity");
}

/** @throws AwsError `MalformedPolicyDocument`, `LimitExceeded` where the text is no managed policy */
export function checkManagedPolicy(json: string): void {
  checkIdentityPolicy(json);
  checkPolicySize(json, { name: "PolicySize", characters: POLICY_SIZE });
}

/** @throws AwsError `LimitExceeded` */
export function checkPolicySize(json: string, quota: { readonly name: string; readonly characters: number }): void {
  if (policySize(json) > quota.characters) {
    throw limitExceeded(`Cannot exceed quota for ${quota.name}: ${String(quota.characters)}`);
  }
}
