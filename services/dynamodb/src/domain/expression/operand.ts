import { typeOf, type AttributeType, type AttributeValue, type Item } from "../item/attribute-value.ts";
import { sizeOf } from "./comparison.ts";
import { pathText, reader, samePath, type Path } from "./document-path.ts";
import { invalidExpression, type ExpressionKind } from "./kind.ts";
import type { Placeholders } from "./placeholders.ts";
import type { OperandNode, PathNode } from "./syntax.ts";

/** An operand with its placeholders looked up. */
export type Operand =
  | { readonly type: "path"; readonly path: Path }
  | { readonly type: "value"; readonly value: AttributeValue }
  | { readonly type: "call"; readonly name: string; readonly operands: readonly Operand[] };

/** What an operand is for an item; nothing where the item has no such thing. */
export type Evaluate = (item: Item) => AttributeValue | undefined;

/** What the rules know of the expression that they check. */
export type Kinded = { readonly kind: ExpressionKind };

/** Looks up the placeholders of one expression, and keeps the paths that it reads. */
export class Resolver {
  readonly kind: ExpressionKind;
  readonly paths: Path[] = [];
  readonly #placeholders: Placeholders;

  constructor(kind: ExpressionKind, placeholders: Placeholders) {
    this.kind = kind;
    this.#placeholders = placeholders;
  }

  operand(node: OperandNode): Operand {
    if (node.type === "path") return { type: "path", path: this.path(node) };
    if (node.type === "value") return { type: "value", value: this.value(node.name) };
    return { type: "call", name: node.name, operands: node.operands.map((operand) => this.operand(operand)) };
  }

  value(name: string): AttributeValue {
    return this.#placeholders.value(this.kind, name);
  }

  path({ steps }: PathNode): Path {
    const [first, ...rest] = steps.map((step) => {
      if ("name" in step) return step.name;
      return "alias" in step ? this.#placeholders.name(this.kind, step.alias) : Number(step.index);
    });
    if (typeof first !== "string") throw new Error("The grammar begins a path with a name.");
    const path: Path = [first, ...rest];
    this.paths.push(path);
    return path;
  }
}

export function evaluator(operand: Operand): Evaluate {
  if (operand.type === "value") {
    const { value } = operand;
    return () => value;
  }
  if (operand.type === "path") return reader(operand.path);
  const [whole] = operand.operands.map((inner) => evaluator(inner));
  return (item) => {
    const value = whole?.(item);
    const size = value === undefined ? undefined : sizeOf(value);
    return size === undefined ? undefined : { N: String(size) };
  };
}

/** The type that an operand has for every item; a path has none. */
export function staticType(operand: Operand): AttributeType | undefined {
  if (operand.type === "value") return typeOf(operand.value);
  return operand.type === "call" && operand.name === "size" ? "N" : undefined;
}

export const incorrectType = (kind: ExpressionKind, operator: string, type: string): Error =>
  invalidExpression(
    kind,
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  );

/** @throws AwsError `ValidationException` where an operand can never be of one of the types */
export function checkTypes(
  { kind }: Kinded,
  operator: string,
  allowed: { readonly types: readonly AttributeType[]; readonly operands: readonly Operand[] },
): void {
  for (const operand of allowed.operands) {
    const type = staticType(operand);
    if (type !== undefined && !allowed.types.includes(type)) throw incorrectType(kind, operator, type);
  }
}

export function checkCount(kind: ExpressionKind, name: string, [count, allowed]: readonly [number, number]): void {
  if (count === allowed) return;
  const where = `operator or function: ${name}, number of operands: ${count}`;
  throw invalidExpression(kind, `Incorrect number of operands for operator or function; ${where}`);
}

/** `a = a` and the like are refused, whatever the item. */
export function checkDistinct(kind: ExpressionKind, operator: string, [first, ...others]: readonly Operand[]): void {
  if (first?.type !== "path") return;
  if (!others.some((other) => other.type === "path" && samePath(first.path, other.path))) return;
  const rule = "The first operand must be distinct from the remaining operands for this operator or function";
  throw invalidExpression(kind, `${rule}; operator: ${operator}, first operand: ${pathText(first.path)}`);
}
