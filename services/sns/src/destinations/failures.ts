import { AwsError, isRefusal } from "@skylab/aws";
import type { Failure } from "../domain/delivery/delivery.ts";

/** What a service answers that will never take the message: it is not tried again. */
export const refused = (code: string, message: string): Failure => ({ delivered: false, retry: false, code, message });

/** What may be over some time later. */
export const failed = (code: string, message: string): Failure => ({ delivered: false, retry: true, code, message });

/**
 * What came of a call to another service, or of an answer that tells of an error. Refusals are ours to bear: the endpoint
 * is gone, or does not let us in. What is the service's own, too much of a rush, or no answer at all is tried again.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html#why-do-message-deliveries-fail
 */
export function failureOf(error: unknown): Failure {
  if (isRefusal(error)) return refused(error.code, error.message);
  if (error instanceof AwsError) return failed(error.code, error.message);
  return failed("ServiceUnavailable", error instanceof Error ? error.message : String(error));
}
