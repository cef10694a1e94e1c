import type { AttributeValue } from "../item/attribute-value.ts";
import { conditionOf, type Condition } from "./condition.ts";
import { checkValues, invalidParameters } from "./legacy-operator.ts";
import type { Operand } from "./operand.ts";
import { allOf, anyOf, not, testOf, type Test } from "./predicates.ts";

/** A condition on one attribute, in `QueryFilter`, `ScanFilter` or `KeyConditions`. */
export type LegacyCondition = {
  readonly ComparisonOperator?: string | undefined;
  readonly AttributeValueList?: readonly AttributeValue[] | undefined;
};

/** A condition on one attribute in `Expected`. */
export type Expectation = LegacyCondition & {
  readonly Value?: AttributeValue | undefined;
  readonly Exists?: boolean | undefined;
};

type ByAttribute<Entry> = Readonly<Record<string, Entry>>;

/** The operators of expressions for those that came before them. */
const OPERATORS: Readonly<Record<string, string>> = {
  EQ: "=",
  NE: "<>",
  LT: "<",
  LE: "<=",
  GT: ">",
  GE: ">=",
  NULL: "attribute_not_exists",
  NOT_NULL: "attribute_exists",
  CONTAINS: "contains",
  BEGINS_WITH: "begins_with",
  IN: "IN",
  BETWEEN: "BETWEEN",
};

/**
 * `QueryFilter` or `ScanFilter` with its `ConditionalOperator`.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function compileLegacyFilter(filter: ByAttribute<LegacyCondition>, operator?: string): Condition {
  return combined(
    Object.entries(filter).map(([name, { ComparisonOperator = "", AttributeValueList = [] }]) => {
      checkValues(ComparisonOperator, AttributeValueList);
      return [name, testOn(name, ComparisonOperator, AttributeValueList)];
    }),
    operator,
  );
}

/**
 * `Expected` with its `ConditionalOperator`.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function compileExpected(expected: ByAttribute<Expectation>, operator?: string): Condition {
  return combined(
    Object.entries(expected).map(([name, expectation]) => [name, expectationTest(name, expectation)]),
    operator,
  );
}

function combined(tests: readonly (readonly [name: string, test: Test])[], operator: string | undefined): Condition {
  const each = tests.map(([, test]) => test);
  return conditionOf(
    operator === "OR" ? anyOf(each) : allOf(each),
    tests.map(([name]) => [name]),
  );
}

function testOn(name: string, operator: string, values: readonly AttributeValue[]): Test {
  const path: Operand = { type: "path", path: [name] };
  if (operator === "NOT_CONTAINS") {
    // False where the attribute is not there, although NE is true then.
    return allOf([testOn(name, "NOT_NULL", []), not(testOn(name, "CONTAINS", values))]);
  }
  return testOf(OPERATORS[operator] ?? operator, [path, ...values.map((value): Operand => ({ type: "value", value }))]);
}

function expectationTest(name: string, expectation: Expectation): Test {
  const { ComparisonOperator: operator, AttributeValueList: list, Value: value } = expectation;
  if (list !== undefined && value !== undefined) {
    throw invalidParameters(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
  }
  if (operator !== undefined) return comparisonTest(name, operator, expectation);
  if (list !== undefined) {
    throw invalidParameters(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
  }
  return existenceTest(name, expectation);
}

function comparisonTest(name: string, operator: string, { AttributeValueList, Value, Exists }: Expectation): Test {
  if (Exists !== undefined) {
    throw invalidParameters(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
  }
  const given = AttributeValueList ?? (Value === undefined ? undefined : [Value]);
  if (given === undefined && operator !== "NULL" && operator !== "NOT_NULL") {
    throw invalidParameters(
      `Value or AttributeValueList must be used with ComparisonOperator: ${operator} for Attribute: ${name}`,
    );
  }
  const values = given ?? [];
  checkValues(operator, values);
  return testOn(name, operator, values);
}

function existenceTest(name: string, { Value, Exists }: Expectation): Test {
  if (Exists === false) {
    if (Value !== undefined)
      throw invalidParameters(`Value cannot be used when Exists is false for Attribute: ${name}`);
    return testOn(name, "NULL", []);
  }
  if (Value === undefined) {
    throw invalidParameters(`Value must be provided when Exists is ${String(Exists ?? null)} for Attribute: ${name}`);
  }
  return testOn(name, "EQ", [Value]);
}
