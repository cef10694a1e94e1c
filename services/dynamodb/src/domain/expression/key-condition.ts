import type { AttributeValue } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { checkCondition } from "./condition-rules.ts";
import {
  keyConditionOf,
  type AskedAttribute,
  type KeyClause,
  type KeyCondition,
  type KeyOperator,
} from "./asked-key.ts";
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
): (key: readonly AskedAttribute[]) => KeyCondition {
  const node = parseCondition(KIND, text);
  const resolver = new Resolver(KIND, placeholders);
  const singles: Single[] = [];
  // What is wrong for any condition comes first, then what is wrong for a key's.
  collect(node, resolver, singles);
  const clauses: KeyClause[] = [];
  readClauses(node, singles.values(), clauses);
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

/** Only AND makes one condition of several; `singles` come in the order of the text, as the tree does. */
function readClauses(node: ConditionNode, singles: Iterator<Single>, clauses: KeyClause[]): void {
  if (node.type === "and") {
    for (const condition of node.conditions) readClauses(condition, singles, clauses);
    return;
  }
  const operator = node.type === "or" || node.type === "not" ? node.type.toUpperCase() : operatorOf(node);
  const single = singles.next();
  if (OPERATORS[operator] === undefined || single.done === true) {
    throw validationError(`Invalid operator used in KeyConditionExpression: ${operator}`);
  }
  const clause = clauseOf(single.value);
  if (clauses.some(({ name }) => name === clause.name)) {
    throw invalidExpression(KIND, "KeyConditionExpressions must only contain one condition per key");
  }
  clauses.push(clause);
}

function clauseOf({ operator, operands }: Single): KeyClause {
  const keyFirst = operands[0]?.type === "path";
  if (KEY_FIRST.has(operator) && !keyFirst) {
    throw invalidKeyCondition(`${operator} operator must have the key attribute as its first operand`);
  }
  let name: string | undefined;
  const values: AttributeValue[] = [];
  for (const operand of operands) {
    if (operand.type === "value") values.push(operand.value);
    else {
      if (operand.type === "call") {
        throw invalidExpression(KIND, "KeyConditionExpressions cannot contain nested operations");
      }
      if (name !== undefined) throw invalidKeyCondition("Multiple attribute names used in one condition");
      if (operand.path.length > 1) {
        throw invalidExpression(KIND, "KeyConditionExpressions cannot have conditions on nested attributes");
      }
      [name] = operand.path;
    }
  }
  if (name === undefined) throw invalidKeyCondition("No key attribute specified");
  return { name, operator: OPERATORS[operator]?.[keyFirst ? 0 : 1], values };
}

const invalidKeyCondition = (problem: string): Error =>
  validationError(`Invalid condition in KeyConditionExpression: ${problem}`);
