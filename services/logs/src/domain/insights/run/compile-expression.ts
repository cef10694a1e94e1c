import { FUNCTIONS } from "../functions/functions.ts";
import { finite } from "../functions/numbers.ts";
import { fieldReader } from "../records/row.ts";
import { malformedQuery } from "../syntax/malformed.ts";
import type { Expression, Operator } from "../syntax/tree.ts";
import { compareValues } from "../values/order.ts";
import { memberOf, numberOf, type Value } from "../values/value.ts";
import { compilePeriodCall } from "./compile-periods.ts";
import { compilePattern } from "./compile-pattern.ts";
import type { Call, CompileContext, Evaluate } from "./evaluator.ts";

/**
 * Compiles an expression. What is neither true nor false, since a field is missing, is nothing: nothing passes a filter, and
 * `not` makes nothing of it either.
 * @throws AwsError MalformedQueryException
 */
export function compileExpression(expression: Expression, context: CompileContext): Evaluate {
  switch (expression.kind) {
    case "literal":
      return constant(expression.value);
    case "field":
      return fieldReader(expression.name);
    case "member":
      return compileMember(expression, context);
    case "operation":
      return compileOperation(expression, context);
    case "minus":
      return negated(compileExpression(expression.of, context));
    case "not":
      return inverted(compileExpression(expression.of, context));
    case "like":
      return compileLike(expression, context);
    case "in":
      return compileIn(expression, context);
    case "call":
      return compileCall(expression, context);
    default:
      throw malformedQuery("Invalid arguments", expression);
  }
}

const constant =
  (value: Value): Evaluate =>
  () =>
    value;

const negated =
  (evaluate: Evaluate): Evaluate =>
  (row) => {
    const number = numberOf(evaluate(row));
    return number === undefined ? undefined : -number;
  };

const inverted =
  (evaluate: Evaluate): Evaluate =>
  (row) => {
    const truth = truthOf(evaluate(row));
    return truth === undefined ? undefined : !truth;
  };

/** Whether a value is true; `undefined`: it is nothing. */
export function truthOf(value: Value): boolean | undefined {
  if (typeof value === "boolean" || value === undefined) return value;
  return value === "true" || (numberOf(value) ?? 0) !== 0;
}

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

function compileMember({ key, of }: Of<"member">, context: CompileContext): Evaluate {
  const evaluate = compileExpression(of, context);
  const name = String(key);
  return (row) => memberOf(evaluate(row), name);
}

function compileLike({ of, pattern }: Of<"like">, context: CompileContext): Evaluate {
  const evaluate = compileExpression(of, context);
  const isLike = compilePattern(pattern);
  return (row) => {
    const value = evaluate(row);
    return value === undefined ? undefined : isLike(value);
  };
}

function compileIn({ among, of }: Of<"in">, context: CompileContext): Evaluate {
  const evaluate = compileExpression(of, context);
  const values = among.map((each) => compileExpression(each, context));
  return (row) => {
    const value = evaluate(row);
    return value === undefined ? undefined : values.some((each) => compareValues(value, each(row)) === 0);
  };
}

function compileCall(call: Call, context: CompileContext): Evaluate {
  const special = context.special(call) ?? compilePeriodCall(call, (each) => compileExpression(each, context));
  if (special !== undefined) return special;
  const { args, name } = call;
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (known === undefined) throw malformedQuery(`Unknown function: ${name}`, call);
  if (args.length < known.least || args.length > (known.most ?? args.length))
    throw malformedQuery(`Invalid arguments for ${name}`, call);
  const values = args.map((each) => compileExpression(each, context));
  return (row) =>
    known.call(
      values.map((each) => each(row)),
      context.now,
    );
}

const COMPARISONS: Partial<Record<Operator, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

const RECKONINGS: Partial<Record<Operator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "^": (a, b) => a ** b,
};

function compileOperation({ left, operator, right }: Of<"operation">, context: CompileContext): Evaluate {
  const a = compileExpression(left, context);
  const b = compileExpression(right, context);
  if (operator === "and" || operator === "or") return joined(a, b, operator === "or");
  const compare = COMPARISONS[operator];
  if (compare !== undefined)
    return (row) => {
      const order = compareValues(a(row), b(row));
      return order === undefined ? undefined : compare(order);
    };
  const reckon = RECKONINGS[operator];
  return (row) => {
    const [first, second] = [numberOf(a(row)), numberOf(b(row))];
    return first === undefined || second === undefined || reckon === undefined
      ? undefined
      : finite(reckon(first, second));
  };
}

/** @param deciding what decides by itself: true for `or`, false for `and` */
const joined =
  (a: Evaluate, b: Evaluate, deciding: boolean): Evaluate =>
  (row) => {
    const first = truthOf(a(row));
    if (first === deciding) return deciding;
    const second = truthOf(b(row));
    if (second === deciding) return deciding;
    return first === undefined || second === undefined ? undefined : !deciding;
  };
