import { AwsError } from "@skylab/aws";

// Words and codes as Lambda answers those who invoke functions.

const USER = { Type: "User" };

/** The account's, the function's, or the rate's. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const tooManyRequests = (reason: string): AwsError =>
  new AwsError("TooManyRequestsException", "Rate Exceeded.", { members: { ...USER, Reason: reason } });

export const roleCannotBeAssumed = (): AwsError =>
  new AwsError("AccessDeniedException", "The role defined for the function cannot be assumed by Lambda.", {
    status: 403,
    members: USER,
  });

/** The code cannot be unzipped. */
export const invalidZipFile = (message: string): AwsError =>
  new AwsError("InvalidZipFileException", message, { members: USER });

/** What runs functions here lacks something; AWS has no such words. */
export const invalidRuntime = (message: string): AwsError =>
  new AwsError("InvalidRuntimeException", message, { members: USER });

/** What runs functions is not reached. */
export const serviceException = (message: string): AwsError =>
  new AwsError("ServiceException", message, { members: { Type: "Service" } });
