import { validationError } from "../errors.ts";

// Expressions and the parameters from before them do not mix. The lists are in AWS's order.

type Parameters = { readonly expressions: readonly string[]; readonly others: readonly string[] };

const PARAMETERS = {
  GetItem: { expressions: ["ProjectionExpression"], others: ["AttributesToGet"] },
  PutItem: { expressions: ["ConditionExpression"], others: ["Expected", "ConditionalOperator"] },
  DeleteItem: { expressions: ["ConditionExpression"], others: ["Expected", "ConditionalOperator"] },
  UpdateItem: {
    expressions: ["UpdateExpression", "ConditionExpression"],
    others: ["AttributeUpdates", "Expected", "ConditionalOperator"],
  },
  Query: {
    expressions: ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
    others: ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"],
  },
  Scan: {
    expressions: ["ProjectionExpression", "FilterExpression"],
    others: ["AttributesToGet", "ScanFilter", "ConditionalOperator"],
  },
} as const satisfies Readonly<Record<string, Parameters>>;

/** Operations whose parameters are checked so; a table of a BatchGetItem is one of GetItem. */
export type ExpressionOperation = keyof typeof PARAMETERS;

/** @throws AwsError `ValidationException` where parameters are in a request that others forbid */
export function checkParameters(operation: ExpressionOperation, input: object): void {
  const { expressions, others }: Parameters = PARAMETERS[operation];
  const given = (name: string): boolean => Reflect.get(input, name) !== undefined;
  const usedExpressions = expressions.filter((name) => given(name));
  // KeyConditions may stand beside a filter or a projection.
  const mixed = others.filter((name) => given(name) && (name !== "KeyConditions" || given("KeyConditionExpression")));
  if (usedExpressions.length > 0 && mixed.length > 0) {
    throw validationError(
      "Can not use both expression and non-expression parameters in the same request: " +
        `Non-expression parameters: {${mixed.join(", ")}} Expression parameters: {${usedExpressions.join(", ")}}`,
    );
  }
  if (given("ConditionalOperator")) checkConditionalOperator(input);
  if (given("ExpressionAttributeNames") && usedExpressions.length === 0) {
    throw validationError("ExpressionAttributeNames can only be specified when using expressions");
  }
  const withValues = expressions.filter((name) => name !== "ProjectionExpression");
  if (given("ExpressionAttributeValues") && withValues.length > 0 && !withValues.some((name) => given(name))) {
    throw validationError(
      `ExpressionAttributeValues can only be specified when using expressions${missing(withValues)}`,
    );
  }
}

function checkConditionalOperator(input: object): void {
  const conditions: unknown = ["Expected", "QueryFilter", "ScanFilter"]
    .map((name): unknown => Reflect.get(input, name))
    .find((value) => value !== undefined);
  const count = typeof conditions === "object" && conditions !== null ? Object.keys(conditions).length : 0;
  if (count === 0) throw validationError("ConditionalOperator cannot be used without Filter or Expected");
  if (count === 1) {
    throw validationError("ConditionalOperator can only be used when Filter or Expected has two or more elements");
  }
}

/** Reads name the expressions that miss; writes no longer do. */
function missing(expressions: readonly string[]): string {
  if (expressions.includes("ConditionExpression")) return "";
  return `: ${expressions.join(" and ")} ${expressions.length > 1 ? "are" : "is"} null`;
}
