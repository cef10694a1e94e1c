import type { PolicyStatement } from "../acl/acl-statements.ts";
import { malformedPolicy, policyTooLarge } from "./errors.ts";
import { matches } from "./matches.ts";
import { BUCKET_ACTIONS, OBJECT_ACTIONS } from "./policy-actions.ts";
import { readPolicy, textsOf } from "./policy-document.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
const MAX_BYTES = 20 * 1024;

/** @throws AwsError PolicyTooLarge; MalformedPolicy where it is no document at all */
export function checkPolicyText(json: string): void {
  if (Buffer.byteLength(json) > MAX_BYTES) throw policyTooLarge();
  if (!json.startsWith("{") || !isJson(json)) {
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * What S3 asks of a policy whose form is right: it is about this bucket and its objects, and S3's actions on them.
 * @throws AwsError MalformedPolicy
 */
export function checkBucketPolicy(json: string, bucket: string): void {
  for (const statement of readPolicy(json).Statement) checkStatement(statement, bucket);
}

function checkStatement(statement: PolicyStatement, bucket: string): void {
  const actions = textsOf(statement["Action"] ?? statement["NotAction"]);
  if (!actions.every(isKnown)) throw malformedPolicy("Policy has invalid action");
  const resources = textsOf(statement["Resource"] ?? statement["NotResource"]);
  if (!resources.every((resource) => isOf(bucket, resource))) throw malformedPolicy("Policy has invalid resource");
  if (statement["Action"] === undefined || statement["Resource"] === undefined) return;
  const isOnBucket = resources.some((resource) => mayBeBucket(resource, bucket));
  const isOnObjects = resources.some((resource) => /[/*?]/.test(resource.slice(ARN_START.length)));
  for (const action of actions) {
    const applies =
      (isOnBucket && BUCKET_ACTIONS.some((name) => matches(action, `s3:${name}`))) ||
      (isOnObjects && OBJECT_ACTIONS.some((name) => matches(action, `s3:${name}`)));
    if (!applies) throw malformedPolicy("Action does not apply to any resource(s) in statement");
  }
}

const isKnown = (action: string): boolean =>
  [...BUCKET_ACTIONS, ...OBJECT_ACTIONS].some((name) => matches(action, `s3:${name}`));

const ARN_START = "arn:aws:s3:::";

/** The bucket, its objects, or a pattern that begins with its name. */
function isOf(bucket: string, resource: string): boolean {
  const own = ARN_START + bucket;
  return resource === own || (resource.startsWith(own) && /^[/*?]/.test(resource.slice(own.length)));
}

const mayBeBucket = (resource: string, bucket: string): boolean =>
  resource === ARN_START + bucket || matches(resource, ARN_START + bucket);
