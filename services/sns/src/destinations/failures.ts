import { AwsError } from "@skylab/aws";
import type { Failure } from "../domain/delivery/delivery.ts";

/** What a service answers that will never take the message: it is not tried again. */
export const refused = (code: string, message: string): Failure => ({ delivered: false, retry: false, code, message });

/** What may be over some time later. */
export const failed = (code: string, message: string): Failure => ({ delivered: false, retry: true, code, message });

/**
 * What came of a call to another service. Refusals are ours to bear: the endpoint is gone, or does not let us in. What is
 * the service's own, too much of a rush, or no answer at all is tried again.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html#why-do-message-deliveries-fail
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof AwsError)) {
    return failed("ServiceUnavailable", error instanceof Error ? error.message : String(error));
  }
  const { code, message, status = BAD_REQUEST } = error;
  return isRefusal(code, status) ? refused(code, message) : failed(code, message);
}

/** Whether who asks is to blame. */
export const isRefusal = (code: string, status: number): boolean =>
  status !== TOO_MANY && (status < SERVER_ERROR || status === NOT_IMPLEMENTED) && !RUSH.test(code);

const RUSH = /thrott|overlimit|toomanyrequests|slowdown/i;

const BAD_REQUEST = 400;
const TOO_MANY = 429;
const SERVER_ERROR = 500;
const NOT_IMPLEMENTED = 501;
