import type { AttributeValue } from "../attribute-value.ts";
import { validationError } from "../errors.ts";
import { checkCondition } from "./condition-rules.ts";
import {
  keyConditionOf,
  type KeyAttribute,
  type KeyClause,
  type KeyCondition,
  type KeyOperator,
} from "./key-schema.ts";
import { invalidExpression } from "./kind.ts";
import { Resolver, type Operand } from "./operand.ts";
import { parseCondition } from "./parse.ts";
import type { Placeholders } from "./placeholders.ts";
import { operatorOf, type ConditionNode } from "./syntax.ts";

const KIND = "KeyConditionExpression";

/** The operators that a key can answer, and what they are with the value first. */
const OPERATORS: Readonly<Record<string, readonly [KeyOperator, KeyOperator]>> = {
  "=": ["=", "="],
  "<": ["<", ">"],
  "<=": ["<=", ">="],
  ">": [">", "<"],
  ">=": [">=", "<="],
  BETWEEN: ["BETWEEN", "BETWEEN"],
  begins_with: ["begins_with", "begins_with"],
};
/** Of these the value cannot come first. */
const KEY_FIRST: ReadonlySet<string> = new Set(["BETWEEN", "begins_with"]);

/** A condition that is not made of others. */
type Single = { readonly operator: string; readonly operands: readonly Operand[] };

/**
 * Reads a KeyConditionExpression in two steps, as AWS does: what is wrong with the text alone is told before the table
 * is looked for; what it returns is then asked of the table's or the index's key.
 * @throws AwsError `ValidationException` in AWS's words, in both steps
 */
export function compileKeyCondition(
  text: string,
  placeholders: Placeholders,
): (key: readonly KeyAttribute[]) => KeyCondition {
  const node = parseCondition(KIND, text);
  const resolver = new Resolver(KIND, placeholders);
  const singles: Single[] = [];
  // What is wrong for any condition comes first, then what is wrong for a key's.
  collect(node, resolver, singles);
  checkConjunction(node);
  const clauses: KeyClause[] = [];
  for (const single of singles) {
    const clause = clauseOf(single);
    if (clauses.some(({ name }) => name === clause.name)) {
      throw invalidExpression(KIND, "KeyConditionExpressions must only contain one condition per key");
    }
    clauses.push(clause);
  }
  return (key) => keyConditionOf(clauses, key);
}

function collect(node: ConditionNode, resolver: Resolver, singles: Single[]): void {
  if (node.type === "and" || node.type === "or") {
    for (const condition of node.conditions) collect(condition, resolver, singles);
  } else if (node.type === "not") collect(node.condition, resolver, singles);
  else {
    const operator = operatorOf(node);
    const operands = node.operands.map((operand) => resolver.operand(operand));
    checkCondition(resolver, operator, operands);
    singles.push({ operator, operands });
  }
}

function checkConjunction(node: ConditionNode): void {
  if (node.type === "and") {
    for (const condition of node.conditions) checkConjunction(condition);
    return;
  }
  const operator = node.type === "or" || node.type === "not" ? node.type.toUpperCase() : operatorOf(node);
  if (OPERATORS[operator] === undefined) {
    throw validationError(`Invalid operator used in KeyConditionExpression: ${operator}`);
  }
}

function clauseOf({ operator, operands }: Single): KeyClause {
  if (operands.some((operand) => operand.type === "call")) {
    throw invalidExpression(KIND, "KeyConditionExpressions cannot contain nested operations");
  }
  const paths = operands.flatMap((operand) => (operand.type === "path" ? [operand.path] : []));
  const values: readonly AttributeValue[] = operands.flatMap((operand) =>
    operand.type === "value" ? [operand.value] : [],
  );
  const keyFirst = operands[0]?.type === "path";
  if (KEY_FIRST.has(operator) && !keyFirst) {
    throw invalidKeyCondition(`${operator} operator must have the key attribute as its first operand`);
  }
  if (paths.length > 1) throw invalidKeyCondition("Multiple attribute names used in one condition");
  const [path] = paths;
  if (path === undefined) throw invalidKeyCondition("No key attribute specified");
  if (path.length > 1) {
    throw invalidExpression(KIND, "KeyConditionExpressions cannot have conditions on nested attributes");
  }
  return { name: path[0], operator: OPERATORS[operator]?.[keyFirst ? 0 : 1], values };
}

const invalidKeyCondition = (problem: string): Error =>
  validationError(`Invalid condition in KeyConditionExpression: ${problem}`);
