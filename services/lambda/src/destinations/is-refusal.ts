import { AwsError } from "@skylab/aws";
import { NotServed } from "@skylab/service";

/** Whether a destination is gone, not there at all, or does not let the role in: then it will never be told. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof AwsError)) return error instanceof NotServed;
  const { code, status = BAD_REQUEST } = error;
  return status !== TOO_MANY && (status < SERVER_ERROR || status === NOT_IMPLEMENTED) && !RUSH.test(code);
}

const RUSH = /thrott|overlimit|toomanyrequests|slowdown/i;
const BAD_REQUEST = 400;
const TOO_MANY = 429;
const SERVER_ERROR = 500;
const NOT_IMPLEMENTED = 501;
