import { AwsError } from "@skylab/aws";

// Words and codes as Lambda answers those who invoke functions.

const USERS = { Type: "User" };

/** By the account's concurrency, the function's, or the rate. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const tooManyRequests = (reason: string): AwsError =>
  new AwsError("TooManyRequestsException", "Rate Exceeded.", { members: { ...USERS, Reason: reason } });

export const roleCannotBeAssumed = (): AwsError =>
  new AwsError("AccessDeniedException", "The role defined for the function cannot be assumed by Lambda.", {
    status: 403,
    members: USERS,
  });

/** The code cannot be unzipped. */
export const invalidZipFile = (message: string): AwsError =>
  new AwsError("InvalidZipFileException", message, { members: USERS });

/** What runs functions here lacks something; AWS has no such words. */
export const invalidRuntime = (message: string): AwsError =>
  new AwsError("InvalidRuntimeException", message, { members: USERS });

/** What runs functions is not reached. */
export const serviceException = (message: string): AwsError =>
  new AwsError("ServiceException", message, { status: 500, members: { Type: "Service" } });

const TOO_LARGE = 413;

export const requestTooLarge = (bytes: number): AwsError =>
  new AwsError(
    "RequestEntityTooLargeException",
    `Request must be smaller than ${bytes} bytes for the InvokeFunction operation`,
    { status: TOO_LARGE, members: USERS },
  );

export const eventTooLarge = (size: number, bytes: number): AwsError =>
  new AwsError(
    "RequestEntityTooLargeException",
    `${size} byte payload is too large for the Event invocation type (limit ${bytes} bytes)`,
    { status: TOO_LARGE, members: USERS },
  );

export const invalidRequestContent = (message: string): AwsError =>
  new AwsError("InvalidRequestContentException", message, { members: USERS });

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
export const recursiveInvocation = (): AwsError =>
  new AwsError(
    "RecursiveInvocationException",
    "Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services resources and stopped your function's invocation.",
    { members: USERS },
  );

/** A function that is not ready, as AWS words it. */
export const inState = (state: string): AwsError =>
  new AwsError(
    "ResourceConflictException",
    `The operation cannot be performed at this time. The function is currently in the following state: ${state}`,
    { members: USERS },
  );
