import { AwsError } from "@skylab/aws";

// Refusals of the operations on tables themselves, as AWS words and codes them.

const refusal = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

export const resourceInUse = (problem: string): AwsError => refusal("ResourceInUseException", problem);

/** Of a new table whose name is taken. */
export const tableAlreadyExists = (name: string): AwsError => resourceInUse(`Table already exists: ${name}`);

/** Of a table that changes at the moment. */
export const stillInUse = (problem: string): AwsError =>
  resourceInUse(`Attempt to change a resource which is still in use: ${problem}`);

export const limitExceeded = (problem: string): AwsError =>
  refusal("LimitExceededException", `Subscriber limit exceeded: ${problem}`);

/** Of operations on resources that are named by ARN: tags and policies. */
export const resourceArnNotFound = (arn: string): AwsError =>
  refusal("ResourceNotFoundException", `Requested resource not found: ResourceArn: ${arn} not found`);

export const indexNotFound = (index: string, table: string): AwsError =>
  refusal("ResourceNotFoundException", `Requested resource not found: Index ${index} for table ${table}`);

/** Of what a request may ask for, and nobody here does: nothing is pretended. */
export const notServed = (what: string): AwsError =>
  new AwsError("NotImplemented", `Skylab does not implement this of DynamoDB yet: ${what}.`, { status: 501 });
