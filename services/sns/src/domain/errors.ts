import { AwsError } from "@skylab/aws";

// Words and codes as SNS answers them. What concerns one room alone stands there.

const BAD_REQUEST = 400;
const NOT_FOUND = 404;

/** `Invalid parameter: TopicArn Reason: …`. */
export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameter", `Invalid parameter: ${message}`, { status: BAD_REQUEST });

export const topicDoesNotExist = (): AwsError =>
  new AwsError("NotFound", "Topic does not exist", { status: NOT_FOUND });

export const subscriptionDoesNotExist = (): AwsError =>
  new AwsError("NotFound", "Subscription does not exist", { status: NOT_FOUND });
