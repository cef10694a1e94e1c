import { typeOf, type AttributeType, type AttributeValue } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { orderOf } from "./comparison.ts";

// The comparison operators of the parameters from before expressions.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.Conditions.html

type Rule = {
  /** How many values it takes, at least and at most. */
  readonly count: readonly [number, number];
  readonly types?: readonly AttributeType[];
};

const ORDERED: readonly AttributeType[] = ["S", "N", "B"];
const MANY = Number.MAX_SAFE_INTEGER;

const RULES: Readonly<Record<string, Rule>> = {
  EQ: { count: [1, 1] },
  NE: { count: [1, 1] },
  LT: { count: [1, 1], types: ORDERED },
  LE: { count: [1, 1], types: ORDERED },
  GT: { count: [1, 1], types: ORDERED },
  GE: { count: [1, 1], types: ORDERED },
  NULL: { count: [0, 0] },
  NOT_NULL: { count: [0, 0] },
  CONTAINS: { count: [1, 1], types: ["S", "N", "B", "BOOL", "NULL"] },
  NOT_CONTAINS: { count: [1, 1], types: ["S", "N", "B", "BOOL", "NULL"] },
  BEGINS_WITH: { count: [1, 1], types: ["S", "B"] },
  IN: { count: [1, MANY], types: ORDERED },
  BETWEEN: { count: [2, 2], types: ORDERED },
};

/** @throws AwsError `ValidationException` where the values do not suit the operator */
export function checkValues(operator: string, values: readonly AttributeValue[]): void {
  const { count, types } = RULES[operator] ?? { count: [0, 0] };
  if (values.length < count[0] || values.length > count[1]) {
    throw invalidParameters(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  const [first, second] = values;
  if (first === undefined) return;
  const type = typeOf(first);
  if (values.some((value) => typeOf(value) !== type)) {
    throw invalidParameters("AttributeValues inside AttributeValueList must be of same type");
  }
  if (types !== undefined && !types.includes(type)) {
    throw invalidParameters(`ComparisonOperator ${operator} is not valid for ${type} AttributeValue type`);
  }
  if (operator === "BETWEEN" && second !== undefined && (orderOf(first, second) ?? 0) > 0) {
    throw validationError(
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    );
  }
}

export const invalidParameters = (problem: string): Error =>
  validationError(`One or more parameter values were invalid: ${problem}`);
