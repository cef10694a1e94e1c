import type { AwsError } from "@skylab/aws";
import { type OperationModel, type ServiceModel, type Violation, violationsError } from "@skylab/protocol";
import { emptyBatch, missingParameter } from "./domain/errors.ts";

/** Members that AWS calls otherwise where they are missing. */
const PARAMETER_NAMES: Readonly<Record<string, string>> = { Attributes: "Attribute.Name" };

/** SQS names the first member that is missing, where other services list all that is wrong. */
export const wordViolations =
  (model: ServiceModel) =>
  (violations: readonly Violation[], operation: OperationModel): AwsError => {
    const missing = violations.find(({ constraint }) => constraint === "required");
    if (!missing) return violationsError(violations, model, operation);
    // A Query client cannot send an empty list.
    if (missing.member === "Entries") return emptyBatch(`${operation.name}RequestEntry`);
    return missingParameter(PARAMETER_NAMES[missing.member] ?? missing.member);
  };
