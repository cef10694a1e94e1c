import { AwsError } from "@skylab/aws";

/** The answer of an operation that is not built: an honest one. */
export const notImplementedError = (service: string, operation: string): AwsError =>
  new AwsError("NotImplemented", `Skylab does not implement ${operation} of ${service} yet.`, { status: 501 });

/** What AWS says when it is at fault itself. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
export const internalFailure = (): AwsError =>
  new AwsError(
    "InternalFailure",
    "The request processing has failed because of an unknown error, exception or failure.",
    {
      status: 500,
    },
  );

/** A callee's answer that is too large for a call: no client sees it, and a service asks for ranges instead. */
export const answerTooLarge = (maxBytes: number): AwsError =>
  new AwsError("ResponseTooLarge", `An answer to a service must be smaller than ${maxBytes} bytes`, { status: 413 });

/** Lambda's code, words and status; AWS's front door answers the other services' clients with the bare status. */
export const bodyTooLarge = (maxBytes: number, operation?: string): AwsError => {
  const of = operation === undefined ? "" : ` for the ${operation} operation`;
  return new AwsError("RequestEntityTooLargeException", `Request must be smaller than ${maxBytes} bytes${of}`, {
    status: 413,
  });
};

/** S3's words for a body that ends before its declared end. */
export const incompleteBody = (): AwsError =>
  new AwsError("IncompleteBody", "The request body terminated unexpectedly", { status: 400 });
