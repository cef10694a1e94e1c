import { AwsError } from "@skylab/aws";
import type { OperationModel, ServiceModel } from "../model.ts";
import type { Violation } from "../wire.ts";

/**
 * The refusal of an input that breaks its model, as most services word it. SQS, SNS and S3 have codes and words of
 * their own and make their own of the violations.
 */
export function violationsError(
  violations: readonly Violation[],
  model: ServiceModel,
  operation: OperationModel,
): AwsError {
  const count = `${violations.length} validation error${violations.length === 1 ? "" : "s"} detected`;
  const sentences = violations.map(
    ({ shown, path, phrase }) => `${shown} at '${path}' failed to satisfy constraint: ${phrase}`,
  );
  return new AwsError(codeOf(model, operation), `${count}: ${sentences.join("; ")}`);
}

/** Services with a Query API say `ValidationError`; CloudWatch Logs has a code of its own on its older operations. */
function codeOf(model: ServiceModel, { errors }: OperationModel): string {
  if (model.protocols.includes("awsQuery")) return "ValidationError";
  if (model.name !== "logs" || errors.includes("ValidationException")) return "ValidationException";
  return "InvalidParameterException";
}
