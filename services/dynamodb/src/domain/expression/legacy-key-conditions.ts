import { validationError } from "../errors.ts";
import {
  keyConditionOf,
  type AskedAttribute,
  type KeyClause,
  type KeyCondition,
  type KeyOperator,
} from "./asked-key.ts";
import type { LegacyCondition } from "./legacy-condition.ts";
import { checkValues } from "./legacy-operator.ts";

const OPERATORS: Readonly<Record<string, KeyOperator>> = {
  EQ: "=",
  LT: "<",
  LE: "<=",
  GT: ">",
  GE: ">=",
  BEGINS_WITH: "begins_with",
  BETWEEN: "BETWEEN",
};

/**
 * Reads `KeyConditions` in two steps, as `compileKeyCondition` does.
 * @throws AwsError `ValidationException` in AWS's words, in both steps
 */
export function compileKeyConditions(
  conditions: Readonly<Record<string, LegacyCondition>>,
): (key: readonly AskedAttribute[]) => KeyCondition {
  const clauses = Object.entries(conditions).map(
    ([name, { ComparisonOperator = "", AttributeValueList = [] }]): KeyClause => {
      checkValues(ComparisonOperator, AttributeValueList);
      return { name, operator: OPERATORS[ComparisonOperator], values: AttributeValueList };
    },
  );
  if (clauses.length === 0) throw validationError("Conditions can be of length 1 or 2 only");
  return (key) => keyConditionOf(clauses, key);
}
