import type { AwsError } from "@skylab/aws";
import { validationError } from "../errors.ts";

/** The parameter that an expression came in; its errors name it. */
export type ExpressionKind =
  | "ConditionExpression"
  | "FilterExpression"
  | "KeyConditionExpression"
  | "UpdateExpression"
  | "ProjectionExpression";

export const invalidExpression = (kind: ExpressionKind, problem: string): AwsError =>
  validationError(`Invalid ${kind}: ${problem}`);
