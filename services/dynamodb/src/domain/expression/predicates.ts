import { typeOf, type Item } from "../item/attribute-value.ts";
import { beginsWith, contains, orderOf, valuesEqual } from "./comparison.ts";
import { evaluator, type Evaluate, type Operand } from "./operand.ts";

/** Whether a condition holds for an item. What an item does not have compares with nothing, and differs from everything. */
export type Test = (item: Item) => boolean;

const never: Evaluate = () => undefined;

/** The test for an operator or a function, once its operands are checked. */
export function testOf(operator: string, operands: readonly Operand[]): Test {
  const [first = never, second = never, ...others] = operands.map((operand) => evaluator(operand));
  const test = TESTS[operator];
  if (test === undefined) throw new Error(`${operator} has passed all checks.`);
  return test(first, second, others);
}

const TESTS: Readonly<Record<string, (first: Evaluate, second: Evaluate, others: readonly Evaluate[]) => Test>> = {
  "=": equals,
  "<>": (a, b) => not(equals(a, b)),
  "<": (a, b) => ordered(a, b, (order) => order < 0),
  "<=": (a, b) => ordered(a, b, (order) => order <= 0),
  ">": (a, b) => ordered(a, b, (order) => order > 0),
  ">=": (a, b) => ordered(a, b, (order) => order >= 0),
  BETWEEN: (value, low, [high = never]) =>
    allOf([ordered(value, low, (order) => order >= 0), ordered(value, high, (order) => order <= 0)]),
  IN: (value, first, others) => anyOf([first, ...others].map((candidate) => equals(value, candidate))),
  attribute_exists: (value) => (item) => value(item) !== undefined,
  attribute_not_exists: (value) => (item) => value(item) === undefined,
  attribute_type: (value, type) => (item) => {
    const [found, wanted] = [value(item), type(item)];
    return found !== undefined && wanted !== undefined && "S" in wanted && typeOf(found) === wanted.S;
  },
  begins_with: (whole, prefix) => both(whole, prefix, beginsWith),
  contains: (whole, part) => both(whole, part, contains),
};

export const not =
  (test: Test): Test =>
  (item) =>
    !test(item);

export const allOf =
  (tests: readonly Test[]): Test =>
  (item) => {
    for (const test of tests) if (!test(item)) return false;
    return true;
  };

export const anyOf =
  (tests: readonly Test[]): Test =>
  (item) => {
    for (const test of tests) if (test(item)) return true;
    return false;
  };

function equals(a: Evaluate, b: Evaluate): Test {
  return both(a, b, valuesEqual);
}

const ordered = (a: Evaluate, b: Evaluate, accepts: (order: number) => boolean): Test =>
  both(a, b, (left, right) => {
    const order = orderOf(left, right);
    return order !== undefined && accepts(order);
  });

type Values = Parameters<typeof valuesEqual>;

const both =
  (a: Evaluate, b: Evaluate, compare: (...values: Values) => boolean): Test =>
  (item) => {
    const left = a(item);
    if (left === undefined) return false;
    const right = b(item);
    return right !== undefined && compare(left, right);
  };
