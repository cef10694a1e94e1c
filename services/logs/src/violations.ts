import type { AwsError } from "@skylab/aws";
import { type OperationModel, type ServiceModel, type Violation, violationsError } from "@skylab/protocol";
import { nameTooLong } from "./domain/errors.ts";

const NAMES: ReadonlySet<string> = new Set(["logGroupName", "logStreamName"]);

/** A name that is too long is told in words of its own. */
export const wordViolations =
  (model: ServiceModel) =>
  (violations: readonly Violation[], operation: OperationModel): AwsError =>
    violations.some(
      ({ constraint, member, value }) =>
        constraint === "length" && NAMES.has(member) && typeof value === "string" && value.length > 0,
    )
      ? nameTooLong()
      : violationsError(violations, model, operation);
