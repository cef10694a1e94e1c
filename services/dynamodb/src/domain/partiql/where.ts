import { typeOf } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import {
  allOf,
  anyOf,
  checkCondition,
  type Condition,
  type Evaluate,
  evaluator,
  incorrectType,
  not,
  type Operand,
  type Path,
  type Test,
  testOf,
  valuesEqual,
} from "../expression/index.ts";
import { constantOf, isConstant, type Parameters } from "./constant.ts";
import { TYPE_NAMES } from "./keywords.ts";
import { problemAt } from "./statement-errors.ts";
import type { CallNode, ConditionNode, ExpressionNode } from "./syntax.ts";

const KIND = "Statement";

const PREDICATES: ReadonlySet<string> = new Set([
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
]);

/**
 * The condition of a WHERE.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function compileWhere(node: ExpressionNode, parameters: Parameters): Condition {
  const paths: Path[] = [];
  const problem = "WHERE clause must contain an expression that resolves to a boolean";
  const holds = testOfNode(node, { parameters, paths }, problem);
  return { holds: (item) => holds(item ?? {}), paths };
}

type Context = { readonly parameters: Parameters; readonly paths: Path[] };

/** @param problem what is wrong where the expression is no condition */
function testOfNode(node: ExpressionNode, context: Context, problem: string): Test {
  switch (node.type) {
    case "and":
    case "or": {
      const tests = node.operands.map((one) => testOfNode(one, context, "The arguments to AND/OR must be Expressions"));
      return node.type === "and" ? allOf(tests) : anyOf(tests);
    }
    case "not":
      return not(testOfNode(node.operand, context, "The argument to NOT must be a Type or Expression"));
    case "compare":
      return single(node.operator, node.operands, context);
    case "between":
      return single("BETWEEN", node.operands, context);
    case "in":
      return single("IN", [node.operand, ...candidatesOf(node)], context);
    case "is":
      return typeTest(node, context);
    case "call":
      if (node.name !== "size") return predicate(node, context);
      throw validationError(problem);
    default:
      throw validationError(problem);
  }
}

/** What stands to the right of an IN. */
export function candidatesOf({
  candidates,
}: Extract<ConditionNode, { readonly type: "in" }>): readonly ExpressionNode[] {
  const elements = candidates.type === "list" || candidates.type === "bag" ? candidates.elements : [candidates];
  if (elements.length > 0 && candidates.type !== "parameter") return elements;
  throw validationError(
    "IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with " +
      "at least one member",
  );
}

function predicate({ name, operands, position }: CallNode, context: Context): Test {
  if (!PREDICATES.has(name)) throw problemAt(`Unrecognized function: ${name}`, position);
  return single(name, operands, context);
}

/** A condition is an operand like others: its value is a boolean. */
type Side = { readonly operand: Operand } | { readonly test: Test };

function single(operator: string, nodes: readonly ExpressionNode[], context: Context): Test {
  const sides = nodes.map((node) => sideOf(node, context));
  const operands = sides.flatMap((side) => ("operand" in side ? [side.operand] : []));
  if (operands.length < sides.length) return booleanTest(operator, sides);
  checkCondition({ kind: KIND }, operator, operands);
  return testOf(operator, operands);
}

function sideOf(node: ExpressionNode, context: Context): Side {
  if (isConstant(node)) return { operand: { type: "value", value: constantOf(node, context.parameters) } };
  switch (node.type) {
    case "path":
      context.paths.push(node.path);
      return { operand: { type: "path", path: node.path } };
    case "missing":
      throw validationError("MISSING must be compared using IS operator");
    case "arithmetic":
      throw validationError(`Unsupported operator in Condition Expression. Operator: ${node.operator}`);
    case "call":
      if (node.name === "size") return { operand: { type: "call", name: "size", operands: sizedOf(node, context) } };
      return { test: predicate(node, context) };
    default:
      return { test: testOfNode(node, context, "") };
  }
}

const sizedOf = ({ operands }: CallNode, context: Context): readonly Operand[] =>
  operands.map((node) => {
    const side = sideOf(node, context);
    if ("operand" in side) return side.operand;
    throw incorrectType(KIND, "size", "BOOL");
  });

function booleanTest(operator: string, sides: readonly Side[]): Test {
  if (operator !== "=" && operator !== "<>" && operator !== "IN") throw incorrectType(KIND, operator, "BOOL");
  const [first, ...others] = sides.map(evaluate);
  const test: Test = (item) => {
    const value = first?.(item);
    return others.some((other) => {
      const candidate = other(item);
      return value !== undefined && candidate !== undefined && valuesEqual(value, candidate);
    });
  };
  return operator === "<>" ? not(test) : test;
}

const evaluate = (side: Side): Evaluate =>
  "operand" in side ? evaluator(side.operand) : (item) => ({ BOOL: side.test(item) });

function typeTest({ operand, typeName }: Extract<ConditionNode, { readonly type: "is" }>, context: Context): Test {
  const type = TYPE_NAMES[typeName];
  if (type === undefined) {
    const supported = "[MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]";
    throw validationError(`Unsupported data type for IS operator: ${typeName}. Supported data types are ${supported}`);
  }
  if (operand.type !== "path" && !isConstant(operand)) {
    throw validationError("The left hand side argument to IS must be a Variable Reference, Literal, or Path");
  }
  const read = evaluate(sideOf(operand, context));
  if (type === "MISSING") return (item) => read(item) === undefined;
  return (item) => {
    const value = read(item);
    return value !== undefined && typeOf(value) === type;
  };
}
