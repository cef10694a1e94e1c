import type { Comparator, ConditionNode, OperandNode } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";

export const CONDITION_KEYWORDS: ReadonlySet<string> = new Set(["AND", "OR", "NOT", "BETWEEN", "IN"]);

const COMPARATORS: readonly Comparator[] = ["=", "<>", "<", "<=", ">", ">="];

/** `(a) = :b` and `(a = :b)` begin alike: which of the two it was shows after the parentheses. */
type Part = ConditionNode | OperandNode;

// NOT binds closer than AND, and AND closer than OR.
export function readCondition(reader: TokenReader): ConditionNode {
  const condition = asCondition(reader, disjunction(reader));
  reader.expect("end");
  return condition;
}

function disjunction(reader: TokenReader): Part {
  let left = conjunction(reader);
  while (reader.at("OR")) {
    const first = asCondition(reader, left);
    reader.expect("OR");
    reader.countOperator();
    left = { type: "or", conditions: [first, asCondition(reader, conjunction(reader))] };
  }
  return left;
}

function conjunction(reader: TokenReader): Part {
  let left = negation(reader);
  while (reader.at("AND")) {
    const first = asCondition(reader, left);
    reader.expect("AND");
    reader.countOperator();
    left = { type: "and", conditions: [first, asCondition(reader, negation(reader))] };
  }
  return left;
}

function negation(reader: TokenReader): Part {
  let negations = 0;
  while (reader.accept("NOT")) {
    reader.countOperator();
    negations += 1;
  }
  const part = comparison(reader);
  if (negations === 0) return part;
  let condition = asCondition(reader, part);
  for (; negations > 0; negations -= 1) condition = { type: "not", condition };
  return condition;
}

function comparison(reader: TokenReader): Part {
  const left = reader.at("(") ? reader.pathOn(reader.enclosed(() => disjunction(reader))) : reader.operand();
  if (!isOperand(left)) return left;
  for (const operator of COMPARATORS) {
    if (reader.accept(operator)) {
      reader.countOperator();
      return { type: "compare", operator, operands: [left, reader.operand()] };
    }
  }
  if (reader.accept("BETWEEN")) return between(reader, left);
  if (reader.accept("IN")) return membership(reader, left);
  return left;
}

function between(reader: TokenReader, operand: OperandNode): ConditionNode {
  reader.countOperator();
  const low = reader.operand();
  reader.expect("AND");
  return { type: "between", operands: [operand, low, reader.operand()] };
}

function membership(reader: TokenReader, operand: OperandNode): ConditionNode {
  reader.countOperator();
  reader.expect("(");
  const candidates = reader.list(() => reader.operand());
  reader.expect(")");
  return { type: "in", operands: [operand, ...candidates] };
}

const isOperand = (part: Part): part is OperandNode =>
  part.type === "path" || part.type === "value" || part.type === "call";

/** A path or a value alone is no condition: what misses is an operator, where the reader stands. */
function asCondition(reader: TokenReader, part: Part): ConditionNode {
  if (part.type === "path" || part.type === "value") throw reader.unexpected();
  return part;
}
