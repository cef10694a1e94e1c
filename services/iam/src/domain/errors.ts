import { AwsError } from "@skylab/aws";

// IAM's refusals, as AWS words and codes them. The model knows their statuses.

export const noSuchEntity = (message: string): AwsError => new AwsError("NoSuchEntityException", message);

export const alreadyExists = (message: string): AwsError => new AwsError("EntityAlreadyExistsException", message);

export const deleteConflict = (message: string): AwsError => new AwsError("DeleteConflictException", message);

export const limitExceeded = (message: string): AwsError => new AwsError("LimitExceededException", message);

export const invalidInput = (message: string): AwsError => new AwsError("InvalidInputException", message);

/** What the model's constraints do not say, and IAM checks all the same. */
export const validationError = (message: string): AwsError => new AwsError("ValidationError", message, { status: 400 });
