import type { AwsError } from "@skylab/aws";
import { validationError } from "../errors.ts";

/** The parameter that an expression came in; its errors name it. Those of a PartiQL statement name nothing. */
export type ExpressionKind =
  | "Statement"
  | "ConditionExpression"
  | "FilterExpression"
  | "KeyConditionExpression"
  | "UpdateExpression"
  | "ProjectionExpression";

export const invalidExpression = (kind: ExpressionKind, problem: string): AwsError =>
  validationError(kind === "Statement" ? problem : `Invalid ${kind}: ${problem}`);
