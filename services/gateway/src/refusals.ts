import { AwsError } from "@skylab/aws";

/** Seconds; a restarted replica is back by then. */
const RETRY_AFTER = "1";

/** No replica is there. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
export const serviceUnavailable = (): AwsError =>
  new AwsError("ServiceUnavailable", "The request has failed due to a temporary failure of the server.", {
    status: 503,
    headers: { "retry-after": RETRY_AFTER },
  });

/** What HTTP's own rules do not allow to be sent on, as two Hosts. */
export const notForwardable = (reason: string): AwsError =>
  new AwsError("BadRequestException", `The request cannot be forwarded: ${reason}.`, { status: 400 });
