import type { AwsError } from "@skylab/aws";
import { type OperationModel, type ServiceModel, type Violation, violationsError } from "@skylab/protocol";
import { unknownRuntime } from "./domain/functions/runtimes.ts";

/** Lambda words a runtime that does not exist in its own way, and before all else; all others as other services do. */
export const wordViolations =
  (model: ServiceModel) =>
  (violations: readonly Violation[], operation: OperationModel): AwsError => {
    const runtime = violations.find(({ constraint, path }) => constraint === "enum" && path === "runtime");
    return runtime === undefined
      ? violationsError(violations, model, operation)
      : unknownRuntime(String(runtime.value));
  };
