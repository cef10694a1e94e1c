import type { AwsError } from "@skylab/aws";
import { type OperationModel, type ServiceModel, type Violation, violationsError } from "@skylab/protocol";
import { validationError } from "./domain/errors.ts";

/** AWS looks no further. */
const MOST_TOLD = 10;

/** A table's name that is missing is told in words of its own, and alone. */
export const wordViolations =
  (model: ServiceModel) =>
  (violations: readonly Violation[], operation: OperationModel): AwsError =>
    violations.some(({ constraint, path }) => constraint === "required" && path === "tableName")
      ? validationError("The parameter 'TableName' is required but was not present in the request")
      : violationsError(violations.slice(0, MOST_TOLD), model, operation);
