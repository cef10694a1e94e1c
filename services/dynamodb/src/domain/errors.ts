import { AwsError } from "@skylab/aws";

// DynamoDB's refusals, as AWS words and codes them.

export const validationError = (message: string): AwsError =>
  new AwsError("ValidationException", message, { status: 400 });
