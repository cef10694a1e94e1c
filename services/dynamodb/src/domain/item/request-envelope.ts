import { AwsError } from "@skylab/aws";
import { validationError } from "../errors.ts";

/**
 * PutItem, UpdateItem and DeleteItem tell what is wrong with the request itself, before they look at the table, in the
 * form of the model's constraints.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function inEnvelope<Result>(check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(`1 validation error detected: ${error.message}`);
  }
}
