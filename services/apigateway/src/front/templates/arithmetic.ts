import type { BinaryOperator } from "./syntax.ts";
import { Double, isEqual, isNumber, javaString, toNumber, type Value, whole } from "./values.ts";

type EagerOperator = Exclude<BinaryOperator, "||" | "&&">;

type Calculation = "+" | "-" | "*" | "/" | "%";

/** What an operator makes of two values; nothing, where it makes nothing of them. */
export function operate(operator: EagerOperator, left: Value, right: Value): Value {
  switch (operator) {
    case "==":
      return isEqual(left, right);
    case "!=":
      return !isEqual(left, right);
    case "<":
    case ">":
    case "<=":
    case ">=":
      return compare(operator, left, right);
    default:
      return calculate(operator, left, right);
  }
}

/** Only numbers have an order. */
function compare(operator: "<" | ">" | "<=" | ">=", left: Value, right: Value): boolean {
  if (!isNumber(left) || !isNumber(right)) return false;
  const difference = toNumber(left) - toNumber(right);
  if (difference === 0) return operator.endsWith("=");
  return operator.startsWith("<") ? difference < 0 : difference > 0;
}

function calculate(operator: Calculation, left: Value, right: Value): Value {
  if (operator === "+" && (typeof left === "string" || typeof right === "string")) {
    return javaString(left) + javaString(right);
  }
  if (!isNumber(left) || !isNumber(right)) return null;
  if (left instanceof Double || right instanceof Double) {
    return new Double(combine(operator, toNumber(left), toNumber(right)));
  }
  return withoutFraction(operator, BigInt(left), BigInt(right));
}

/** Longer is no number that anybody means: 1,000 decimal digits. */
const LARGEST = 10n ** 1000n;

function withoutFraction(operator: Calculation, left: bigint, right: bigint): Value {
  if ((operator === "/" || operator === "%") && right === 0n) return null;
  const result = combine(operator, left, right);
  return result > LARGEST || result < -LARGEST ? null : whole(result);
}

/** Both kinds of numbers have the same operators. */
function combine<Kind extends number | bigint>(operator: Calculation, one: Kind, other: Kind): Kind {
  const left = one as number; // as: TypeScript knows operators of one kind at a time.
  const right = other as number; // as: likewise, and both are of one kind.
  return calculated(operator, left, right) as Kind; // as: so is what they make.
}

function calculated(operator: Calculation, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    default:
      return left % right;
  }
}
