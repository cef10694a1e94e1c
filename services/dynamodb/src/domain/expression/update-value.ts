import type { AttributeType, AttributeValue, Item } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { checkIsPath } from "./condition-rules.ts";
import { reader } from "./document-path.ts";
import { checkCount, checkTypes, staticType, type Kinded, type Operand, type Resolver } from "./operand.ts";
import { calculate } from "./set-arithmetic.ts";
import type { ArithmeticNode, OperandNode } from "./syntax.ts";

/** What SET assigns, for the item before the update. */
export type NewValue = (before: Item) => AttributeValue;

/** The right side of a SET, with its placeholders looked up. */
export type Assigned =
  | Operand
  | {
      readonly type: "arithmetic";
      readonly operator: ArithmeticNode["operator"];
      readonly operands: readonly [Operand, Operand];
    };

export function resolveAssigned(node: OperandNode | ArithmeticNode, resolver: Resolver): Assigned {
  if (node.type !== "arithmetic") return resolver.operand(node);
  const [left, right] = node.operands;
  return { ...node, operands: [resolver.operand(left), resolver.operand(right)] };
}

/** @throws AwsError `ValidationException` where a function's or an operator's operands can never fit */
export function checkAssigned(assigned: Assigned, resolver: Kinded): void {
  if (assigned.type === "path" || assigned.type === "value") return;
  const { operands } = assigned;
  for (const operand of operands) checkAssigned(operand, resolver);
  const operator = assigned.type === "call" ? assigned.name : assigned.operator;
  checkCount(resolver.kind, operator, [operands.length, 2]);
  if (operator === "if_not_exists") checkIsPath(resolver.kind, operator, operands);
  else checkTypes(resolver, operator, { types: operator === "list_append" ? ["L"] : ["N"], operands });
}

/** The type of what is assigned, where it does not hang on the item. */
export function assignedType(assigned: Assigned): AttributeType | undefined {
  if (assigned.type === "arithmetic") return "N";
  if (assigned.type !== "call") return staticType(assigned);
  const fallback = assigned.operands[1];
  return assigned.name === "list_append" || fallback === undefined ? "L" : staticType(fallback);
}

export function newValue(assigned: Assigned): NewValue {
  if (assigned.type === "value") return () => assigned.value;
  if (assigned.type === "path") return required(reader(assigned.path));
  const [first, second] = assigned.operands;
  if (first === undefined || second === undefined) throw new Error("The operands are counted already.");
  if (assigned.type === "arithmetic") return arithmetic(assigned.operator, newValue(first), newValue(second));
  if (assigned.name === "list_append") return append(newValue(first), newValue(second));
  const existing = first.type === "path" ? reader(first.path) : newValue(first);
  const fallback = newValue(second);
  return (before) => existing(before) ?? fallback(before);
}

export const incorrectOperand = (): Error =>
  validationError("An operand in the update expression has an incorrect data type");

const required =
  (read: (item: Item) => AttributeValue | undefined): NewValue =>
  (before) => {
    const value = read(before);
    if (value !== undefined) return value;
    throw validationError("The provided expression refers to an attribute that does not exist in the item");
  };

const arithmetic =
  (operator: ArithmeticNode["operator"], left: NewValue, right: NewValue): NewValue =>
  (before) => {
    const [a, b] = [left(before), right(before)];
    if (!("N" in a) || !("N" in b)) throw incorrectOperand();
    return { N: calculate(operator, a.N, b.N) };
  };

const append =
  (front: NewValue, back: NewValue): NewValue =>
  (before) => {
    const [a, b] = [front(before), back(before)];
    if (!("L" in a) || !("L" in b)) throw incorrectOperand();
    return { L: [...a.L, ...b.L] };
  };
