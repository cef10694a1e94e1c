import { AwsError } from "@skylab/aws";

// Recorded from AWS, where the README names no exception.

export const invalidParameter = (message: string): AwsError => new AwsError("InvalidParameterException", message);

export const validationError = (message: string): AwsError => new AwsError("ValidationException", message);

const notFound = (message: string): AwsError => new AwsError("ResourceNotFoundException", message);

export const groupNotFound = (): AwsError => notFound("The specified log group does not exist.");

export const streamNotFound = (): AwsError => notFound("The specified log stream does not exist.");

export const metricFilterNotFound = (): AwsError => notFound("The specified metric filter does not exist.");

export const subscriptionFilterNotFound = (): AwsError => notFound("The specified subscription filter does not exist.");

export const resourceNotFound = (): AwsError => notFound("The specified resource does not exist.");

export const policyNotFound = (name: string): AwsError => notFound(`Policy with name [${name}] does not exist.`);

export const queryNotFound = (id: string): AwsError => notFound(`Query with ID [${id}] does not exist.`);

export const queryEnded = (id: string, status: string): AwsError =>
  invalidParameter(`Query with ID [${id}] has already ended with status [${status}]`);

export const queryDefinitionNotFound = (): AwsError => notFound("The specified query definition does not exist.");

export const recordNotFound = (): AwsError => notFound("The specified log record does not exist.");

export const invalidRecordPointer = (): AwsError => invalidParameter("The specified log record pointer is invalid.");

/** AWS ends these without a full stop. */
export const groupExists = (): AwsError =>
  new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");

export const streamExists = (): AwsError =>
  new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");

export const limitExceeded = (): AwsError => new AwsError("LimitExceededException", "Resource limit exceeded.");

export const invalidNextToken = (): AwsError => invalidParameter("The specified nextToken is invalid.");

export const nameTooLong = (): AwsError =>
  invalidParameter("Invalid LogGroup or LogStream, both must have length less than or equal to 512.");
