import type { AwsError } from "@skylab/aws";
import { type OperationModel, type ServiceModel, type Violation, violationsError } from "@skylab/protocol";
import { invalidStreamArn } from "./domain/stream/stream-errors.ts";

/** AWS says of an ARN that is too short what it says of every other that is none. */
export const wordStreamViolations =
  (model: ServiceModel) =>
  (violations: readonly Violation[], operation: OperationModel): AwsError =>
    violations.some(({ constraint, member }) => constraint === "length" && member.endsWith("StreamArn"))
      ? invalidStreamArn()
      : violationsError(violations, model, operation);
