import type { AwsError } from "@skylab/aws";
import { type OperationModel, type ServiceModel, type Violation, violationsError } from "@skylab/protocol";
import { invalidParameter } from "./domain/errors.ts";

/** SNS words a parameter that is missing as any other mistake; where it is a list or a map, as other services do. */
export const wordViolations =
  (model: ServiceModel) =>
  (violations: readonly Violation[], operation: OperationModel): AwsError => {
    const texts = textParametersOf(model, operation);
    const missing = violations.find(
      ({ constraint, member, path }) => constraint === "required" && !path.includes(".") && texts.has(member),
    );
    if (missing === undefined) return violationsError(violations, model, operation);
    return invalidParameter(`${missing.member} Reason: no value for required parameter`);
  };

function textParametersOf({ shapes }: ServiceModel, { input }: OperationModel): ReadonlySet<string> {
  const shape = shapes[input];
  const members = shape?.type === "structure" ? Object.entries(shape.members) : [];
  return new Set(members.filter(([, member]) => shapes[member.shape]?.type === "string").map(([name]) => name));
}
