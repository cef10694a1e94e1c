import type { BinaryOperator } from "./syntax.ts";
import { Double, isEqual, isNumber, javaString, toNumber, type Value, whole } from "./values.ts";

type EagerOperator = Exclude<BinaryOperator, "||" | "&&">;

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

function calculate(operator: "+" | "-" | "*" | "/" | "%", left: Value, right: Value): Value {
  if (operator === "+" && (typeof left === "string" || typeof right === "string")) {
    return javaString(left) + javaString(right);
  }
  if (!isNumber(left) || !isNumber(right)) return null;
  if (left instanceof Double || right instanceof Double) {
    return new Double(withFraction(operator, toNumber(left), toNumber(right)));
  }
  return withoutFraction(operator, BigInt(left), BigInt(right));
}

function withFraction(operator: "+" | "-" | "*" | "/" | "%", left: number, right: number): number {
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

/** Longer is no number that anybody means: 1,000 decimal digits. */
const LARGEST = 10n ** 1000n;

function withoutFraction(operator: "+" | "-" | "*" | "/" | "%", left: bigint, right: bigint): Value {
  if ((operator === "/" || operator === "%") && right === 0n) return null;
  const result = exact(operator, left, right);
  return result > LARGEST || result < -LARGEST ? null : whole(result);
}

function exact(operator: "+" | "-" | "*" | "/" | "%", left: bigint, right: bigint): bigint {
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
