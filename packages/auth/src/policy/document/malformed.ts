import { AwsError } from "@skylab/aws";

/** IAM's refusal of a policy document; other services have codes of their own for it. */
export const malformed = (message = SYNTAX_ERRORS): AwsError =>
  new AwsError("MalformedPolicyDocument", message, { status: 400 });

const SYNTAX_ERRORS = "Syntax errors in policy.";
