import { AwsError } from "./error.ts";

/**
 * Whether a service has refused what it was asked, for good: it answered, who asks is to blame, and would be refused again.
 * What is none may pass: a failure of the service's own, too much of a rush, or no answer at all.
 * A failure must say by its status that it is one: what has none counts as 400, whatever the model says of its code.
 */
export function isRefusal(error: unknown): error is AwsError {
  if (!(error instanceof AwsError)) return false;
  const { code, status = BAD_REQUEST } = error;
  return status !== TOO_MANY && (status < SERVER_ERROR || status === NOT_IMPLEMENTED) && !RUSH.test(code);
}

/** AWS's services have many codes for a client that asks too often, and most of them come with 400. */
const RUSH = /thrott|overlimit|toomanyrequests|slowdown/i;

const BAD_REQUEST = 400;
const TOO_MANY = 429;
const SERVER_ERROR = 500;
const NOT_IMPLEMENTED = 501;
