import { invalidExpression, type ExpressionKind } from "./kind.ts";
import { isReserved } from "./reserved-words.ts";
import type { CallNode, ConditionNode, OperandNode, PathNode, ProjectionNode, UpdateNode } from "./syntax.ts";

// The rules that need no placeholders: they are checked once for a text. Each is a walk of its own over the whole
// expression, in AWS's order of rules.

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
const MAX_PATH_STEPS = 32;
/** A list index is a Java int. */
const MAX_INDEX = 2 ** 31 - 1;

const PREDICATES: ReadonlySet<string> = new Set([
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
]);
const CONDITION_FUNCTIONS: ReadonlySet<string> = new Set([...PREDICATES, "size"]);
const UPDATE_FUNCTIONS: ReadonlySet<string> = new Set(["if_not_exists", "list_append"]);

/** Where a function stands: as a condition, as an operand, or as an operand of another function. */
type Place = "condition" | "operand" | "argument";
type Visitor = { readonly call?: (call: CallNode, place: Place) => void; readonly path?: (path: PathNode) => void };

export function checkCondition(kind: ExpressionKind, condition: ConditionNode): void {
  visitCondition(condition, { call: (call) => checkName(kind, call, CONDITION_FUNCTIONS) });
  visitCondition(condition, {
    call: (call, place) => {
      if (PREDICATES.has(call.name) !== (place === "condition")) throw misused(kind, call);
    },
  });
  visitCondition(condition, { path: (path) => checkPath(kind, path) });
}

export function checkUpdate(kind: ExpressionKind, { actions, sections }: UpdateNode): void {
  const visit = (visitor: Visitor): void => {
    for (const action of actions) {
      visitor.path?.(action.path);
      if (action.section !== "REMOVE") {
        const operands = action.value.type === "arithmetic" ? action.value.operands : [action.value];
        for (const operand of operands) visitOperand(operand, "operand", visitor);
      }
    }
  };
  visit({ path: (path) => checkPath(kind, path) });
  visit({ call: (call) => checkName(kind, call, UPDATE_FUNCTIONS) });
  visit({
    call: (call, place) => {
      if (call.name === "list_append" && place === "argument") throw misused(kind, call);
    },
  });
  const repeated = sections.find((section, index) => sections.indexOf(section) < index);
  if (repeated !== undefined) {
    throw invalidExpression(kind, `The "${repeated}" section can only be used once in an update expression;`);
  }
}

export function checkProjection(kind: ExpressionKind, paths: ProjectionNode): void {
  for (const path of paths) checkPath(kind, path);
}

function visitCondition(condition: ConditionNode, visitor: Visitor): void {
  switch (condition.type) {
    case "and":
    case "or":
      for (const part of condition.conditions) visitCondition(part, visitor);
      return;
    case "not":
      visitCondition(condition.condition, visitor);
      return;
    case "call":
      visitOperand(condition, "condition", visitor);
      return;
    default:
      for (const operand of condition.operands) visitOperand(operand, "operand", visitor);
  }
}

function visitOperand(operand: OperandNode, place: Place, visitor: Visitor): void {
  if (operand.type === "path") visitor.path?.(operand);
  if (operand.type !== "call") return;
  visitor.call?.(operand, place);
  for (const argument of operand.operands) visitOperand(argument, "argument", visitor);
}

function checkName(kind: ExpressionKind, { name }: CallNode, allowed: ReadonlySet<string>): void {
  if (allowed.has(name)) return;
  if (!CONDITION_FUNCTIONS.has(name) && !UPDATE_FUNCTIONS.has(name)) {
    throw invalidExpression(kind, `Invalid function name; function: ${name}`);
  }
  const place = kind === "UpdateExpression" ? "an update" : "a condition";
  throw invalidExpression(kind, `The function is not allowed in ${place} expression; function: ${name}`);
}

const misused = (kind: ExpressionKind, { name }: CallNode): Error =>
  invalidExpression(kind, `The function is not allowed to be used this way in an expression; function: ${name}`);

function checkPath(kind: ExpressionKind, { steps }: PathNode): void {
  for (const step of steps) {
    if ("name" in step && isReserved(step.name)) {
      throw invalidExpression(kind, `Attribute name is a reserved keyword; reserved keyword: ${step.name}`);
    }
    if ("index" in step && Number(step.index) > MAX_INDEX) {
      throw invalidExpression(kind, `List index is not within the allowable range; index: [${step.index}]`);
    }
  }
  if (steps.length > MAX_PATH_STEPS) {
    const levels = steps.length;
    throw invalidExpression(kind, `The document path has too many nesting levels; nesting levels: ${levels}`);
  }
}
