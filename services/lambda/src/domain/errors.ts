import { AwsError } from "@skylab/aws";

// Words and codes as Lambda answers them. What concerns one room alone stands there.

/** Lambda tells whose fault an error is. */
const USERS = { Type: "User" };

export const invalidParameterValue = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message, { members: USERS });

export const resourceNotFound = (message: string): AwsError =>
  new AwsError("ResourceNotFoundException", message, { members: USERS });

export const resourceConflict = (message: string): AwsError =>
  new AwsError("ResourceConflictException", message, { members: USERS });

const preconditionFailed = (message: string): AwsError =>
  new AwsError("PreconditionFailedException", message, { members: USERS });

const FORBIDDEN = 403;

export const accessDenied = (message: string): AwsError =>
  new AwsError("AccessDeniedException", message, { status: FORBIDDEN, members: USERS });

const TOO_LARGE = 413;

export const requestEntityTooLarge = (message: string): AwsError =>
  new AwsError("RequestEntityTooLargeException", message, { status: TOO_LARGE, members: USERS });

/** What is not there, and of which AWS says no more. */
export const resourceDoesNotExist = (): AwsError => resourceNotFound("The resource you requested does not exist.");

/** @param api which operation tells the revision: `GetFunction/GetAlias` */
export const revisionDiffers = (api: string): AwsError =>
  preconditionFailed(
    `The Revision Id provided does not match the latest Revision Id. Call the ${api} API to retrieve the latest Revision Id`,
  );

/** `arn` with version or alias, where one was asked for. */
export const functionNotFound = (arn: string): AwsError => resourceNotFound(`Function not found: ${arn}`);

/** A broken constraint that the model does not tell, in the words of those that it does. */
export const brokenConstraint = ({ value, member, constraint }: BrokenConstraint): string =>
  `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`;

export type BrokenConstraint = { readonly value: string; readonly member: string; readonly constraint: string };

export const validationError = (broken: BrokenConstraint): AwsError =>
  new AwsError("ValidationException", brokenConstraint(broken));
