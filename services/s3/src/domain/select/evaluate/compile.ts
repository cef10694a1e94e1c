import { selectError } from "../errors.ts";
import { MAX_RECORD_CHARS } from "../limits.ts";
import { type Expression, MISSING, type Operator } from "../sql/syntax.ts";
import { aggregateOf, type Aggregate } from "./aggregates.ts";
import { cast } from "./cast.ts";
import { findFunction } from "./functions.ts";
import { compileLike, type Like } from "./like.ts";
import type { Columns } from "./columns.ts";
import { asNumber, compare, isUnknown, textOf, type Value } from "./values.ts";

/** An expression that was made ready: what it comes to for a record. */
export type Evaluate<Row> = (row: Row) => Value;

/** What expressions are made ready with. */
export type Compiling<Row> = {
  readonly columns: Columns<Row>;
  /** In milliseconds since the epoch. */
  readonly now: number;
  /** What is computed over all records, and what it is computed of. `undefined` where there is no place for that. */
  readonly aggregates?: { readonly columns: Columns<Row>; readonly add: (aggregate: Aggregate<Row>) => void };
};

/** @throws AwsError for names, functions and uses of them that there are not */
export function compile<Row>(expression: Expression, compiling: Compiling<Row>): Evaluate<Row> {
  const of = (operand: Expression): Evaluate<Row> => compile(operand, compiling);
  switch (expression.kind) {
    case "literal": {
      const { value } = expression;
      return () => value;
    }
    case "path":
      return compiling.columns.path(expression.root, expression.steps);
    case "unary":
      return compileUnary(expression.operator, of(expression.operand));
    case "binary":
      return compileBinary(expression.operator, of(expression.left), of(expression.right));
    case "cast": {
      const operand = of(expression.operand);
      const { type } = expression;
      return (row) => cast(operand(row), type);
    }
    case "call": {
      const { apply } = findFunction(expression.name, expression.args.length);
      const args = expression.args.map(of);
      return (row) =>
        apply(
          args.map((arg) => arg(row)),
          compiling.now,
        );
    }
    case "aggregate":
      return compileAggregate(expression, compiling);
    default:
      return compileTest(expression, of);
  }
}

function compileAggregate<Row>(
  { name, operand }: Expression & { kind: "aggregate" },
  { aggregates, now }: Compiling<Row>,
): Evaluate<Row> {
  if (aggregates === undefined) throw selectError("UnsupportedSqlOperation");
  const aggregate = aggregateOf(name, operand && compile(operand, { columns: aggregates.columns, now }));
  aggregates.add(aggregate);
  return aggregate.result;
}

type Test = Exclude<Expression, { kind: "literal" | "path" | "unary" | "binary" | "cast" | "call" | "aggregate" }>;

function compileTest<Row>(test: Test, of: (operand: Expression) => Evaluate<Row>): Evaluate<Row> {
  switch (test.kind) {
    case "is":
      return compileIs(test.what, of(test.operand));
    case "in":
      return compileIn(of(test.operand), test.items.map(of));
    case "between": {
      const [operand, low, high] = [of(test.operand), of(test.low), of(test.high)];
      return (row) => {
        const value = operand(row);
        return and(compared(">=", value, low(row)), () => compared("<=", value, high(row)));
      };
    }
    case "like":
      return compileLikeTest(of(test.operand), of(test.pattern), test.escape && of(test.escape));
    default: {
      const branches = test.branches.map(({ when, result }) => ({ when: of(when), result: of(result) }));
      const otherwise = test.otherwise && of(test.otherwise);
      return (row) => {
        const branch = branches.find(({ when }) => when(row) === true);
        return (branch?.result ?? otherwise)?.(row) ?? null;
      };
    }
  }
}

const IS: Readonly<Record<(Expression & { kind: "is" })["what"], (value: Value) => boolean>> = {
  NULL: isUnknown,
  MISSING: (value) => value === MISSING,
  TRUE: (value) => value === true,
  FALSE: (value) => value === false,
};

const compileIs =
  <Row>(what: keyof typeof IS, operand: Evaluate<Row>): Evaluate<Row> =>
  (row) =>
    IS[what](operand(row));

const compileIn =
  <Row>(operand: Evaluate<Row>, items: readonly Evaluate<Row>[]): Evaluate<Row> =>
  (row) => {
    const value = operand(row);
    let isKnown = true;
    for (const item of items) {
      const isSame = compared("=", value, item(row));
      if (isSame === true) return true;
      if (isSame === null) isKnown = false;
    }
    return isKnown ? false : null;
  };

/** A pattern is as a rule the same for all records. */
function compileLikeTest<Row>(
  operand: Evaluate<Row>,
  pattern: Evaluate<Row>,
  escape: Evaluate<Row> | undefined,
): Evaluate<Row> {
  let known: { readonly pattern: Value; readonly escape: Value; readonly like: Like } | undefined;
  return (row) => {
    const text = operand(row);
    const patternNow = pattern(row);
    const escapeNow = escape?.(row) ?? null;
    if (isUnknown(text) || isUnknown(patternNow)) return null;
    if (typeof text !== "string" || typeof patternNow !== "string") throw selectError("LikeInvalidInputs");
    if (known === undefined || known.pattern !== patternNow || known.escape !== escapeNow) {
      const escaped = typeof escapeNow === "string" ? escapeNow : undefined;
      known = { pattern: patternNow, escape: escapeNow, like: compileLike(patternNow, escaped) };
    }
    return known.like(text);
  };
}

function compileUnary<Row>(operator: "-" | "+" | "NOT", operand: Evaluate<Row>): Evaluate<Row> {
  if (operator === "NOT") return (row) => not(operand(row));
  return (row) => {
    const value = numeric(operand(row));
    return value === null || operator === "+" ? value : -value;
  };
}

function compileBinary<Row>(operator: Operator, left: Evaluate<Row>, right: Evaluate<Row>): Evaluate<Row> {
  switch (operator) {
    case "AND":
      return (row) => and(left(row), () => right(row));
    case "OR":
      return (row) => not(and(not(left(row)), () => not(right(row))));
    case "||":
      return (row) => concat(left(row), right(row));
    case "+":
    case "-":
    case "*":
    case "/":
    case "%": {
      const apply = ARITHMETIC[operator];
      return (row) => calculate(left(row), right(row), apply);
    }
    default:
      return (row) => compared(operator, left(row), right(row));
  }
}

/** Logic of three values: what is not known is null. */
function not(value: Value): boolean | null {
  const truth = truthOf(value);
  return truth === null ? null : !truth;
}

function and(left: Value, right: () => Value): boolean | null {
  const one = truthOf(left);
  if (one === false) return false;
  const other = truthOf(right());
  if (other === false) return false;
  return one === null || other === null ? null : true;
}

function truthOf(value: Value): boolean | null {
  if (isUnknown(value)) return null;
  if (typeof value === "boolean") return value;
  throw selectError("InvalidDataType");
}

const ORDERS: Readonly<Record<"=" | "<>" | "<" | ">" | "<=" | ">=", (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
};

/** Values of different types are not equal, and none comes before the other. */
function compared(operator: keyof typeof ORDERS, left: Value, right: Value): boolean | null {
  if (isUnknown(left) || isUnknown(right)) return null;
  const order = compare(left, right);
  if (order !== undefined) return ORDERS[operator](order);
  if (operator === "=" || operator === "<>") return operator === "<>";
  return null;
}

function concat(left: Value, right: Value): Value {
  if (isUnknown(left) || isUnknown(right)) return null;
  const text = textOf(left) + textOf(right);
  if (text.length > MAX_RECORD_CHARS) throw selectError("OverMaxRecordSize");
  return text;
}

const ARITHMETIC: Readonly<Record<"+" | "-" | "*" | "/" | "%", (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
};

function calculate(left: Value, right: Value, apply: (left: number, right: number) => number): Value {
  const [one, other] = [numeric(left), numeric(right)];
  if (one === null || other === null) return null;
  const result = apply(one, other);
  if (!Number.isFinite(result)) throw selectError("IntegerOverflow");
  return result;
}

/** A value to calculate with. @throws AwsError InvalidDataType */
function numeric(value: Value): number | null {
  if (isUnknown(value)) return null;
  const number = asNumber(value);
  if (number === undefined) throw selectError("InvalidDataType");
  return Number(number);
}
