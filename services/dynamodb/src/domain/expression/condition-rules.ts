import { typeOf, type AttributeType, type AttributeValue } from "../item/attribute-value.ts";
import { orderOf } from "./comparison.ts";
import { invalidExpression, type ExpressionKind } from "./kind.ts";
import { checkCount, checkDistinct, checkTypes, incorrectType, type Kinded, type Operand } from "./operand.ts";

// The rules of a single condition, once its placeholders are known.

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const MAX_IN_OPERANDS = 100;

const OPERAND_COUNTS: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};

const ORDERED: readonly AttributeType[] = ["S", "N", "B"];
const SIZED: readonly AttributeType[] = ["S", "B", "SS", "NS", "BS", "L", "M"];
const TYPES_OF_OPERANDS: Readonly<Record<string, readonly AttributeType[]>> = {
  "<": ORDERED,
  "<=": ORDERED,
  ">": ORDERED,
  ">=": ORDERED,
  BETWEEN: ORDERED,
  begins_with: ["S", "B"],
  size: SIZED,
};

// In the order in which AWS writes them.
const TYPE_NAMES = ["B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"];
/** What AWS calls the type of a path where it wants a value. */
const UNKNOWN_TYPE = "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}";

export function checkCondition(resolver: Kinded, operator: string, operands: readonly Operand[]): void {
  checkCounts(resolver.kind, { type: "call", name: operator, operands });
  if (operator === "IN") checkCandidates(resolver.kind, operands.length - 1);
  checkDistinct(resolver.kind, operator, operands);
  checkOperands(resolver, operator, operands);
}

function checkCounts(kind: ExpressionKind, operand: Operand): void {
  if (operand.type !== "call") return;
  const allowed = OPERAND_COUNTS[operand.name];
  if (allowed !== undefined) checkCount(kind, operand.name, [operand.operands.length, allowed]);
  for (const inner of operand.operands) checkCounts(kind, inner);
}

function checkOperands(resolver: Kinded, operator: string, operands: readonly Operand[]): void {
  for (const operand of operands) {
    if (operand.type === "call") checkOperands(resolver, operand.name, operand.operands);
  }
  const types = TYPES_OF_OPERANDS[operator];
  if (types !== undefined) checkTypes(resolver, operator, { types, operands });
  RULES[operator]?.(resolver.kind, operator, operands);
}

type Rule = (kind: ExpressionKind, operator: string, operands: readonly Operand[]) => void;

const RULES: Readonly<Record<string, Rule>> = {
  attribute_exists: checkIsPath,
  attribute_not_exists: checkIsPath,
  attribute_type: checkTypeName,
  BETWEEN: checkBounds,
};

function checkCandidates(kind: ExpressionKind, count: number): void {
  if (count <= MAX_IN_OPERANDS) return;
  throw invalidExpression(kind, `The IN operator is provided with too many operands; number of operands: ${count}`);
}

export function checkIsPath(kind: ExpressionKind, operator: string, [operand]: readonly Operand[]): void {
  if (operand?.type === "path") return;
  throw invalidExpression(kind, `Operator or function requires a document path; operator or function: ${operator}`);
}

function checkTypeName(kind: ExpressionKind, operator: string, [, operand]: readonly Operand[]): void {
  if (operand?.type !== "value") {
    throw incorrectType(kind, operator, operand?.type === "call" ? "N" : UNKNOWN_TYPE);
  }
  if (!("S" in operand.value)) throw incorrectType(kind, operator, typeOf(operand.value));
  const type = operand.value.S;
  if (TYPE_NAMES.includes(type)) return;
  const valid = TYPE_NAMES.join();
  throw invalidExpression(kind, `Invalid attribute type name found; type: ${type}, valid types: {${valid}}`);
}

function checkBounds(kind: ExpressionKind, _operator: string, [, from, to]: readonly Operand[]): void {
  if (from?.type !== "value" || to?.type !== "value") return;
  const [low, high] = [from.value, to.value];
  const order = orderOf(low, high);
  if (order !== undefined && order <= 0) return;
  const rule =
    order === undefined
      ? "same data type for lower and upper bounds"
      : "upper bound to be greater than or equal to lower bound";
  const bounds = `lower bound operand: ${boundText(low)}, upper bound operand: ${boundText(high)}`;
  throw invalidExpression(kind, `The BETWEEN operator requires ${rule}; ${bounds}`);
}

function boundText(bound: AttributeValue): string {
  const [entry] = Object.entries(bound);
  const [type, value] = entry ?? ["", ""];
  return `AttributeValue: {${type}:${value instanceof Uint8Array ? Buffer.from(value).toString("base64") : String(value)}}`;
}
