import { validationError } from "../errors.ts";
import {
  type Action,
  addAction,
  type Assigned,
  checkAssigned,
  deleteAction,
  growTree,
  type Operand,
  type Path,
  removeAction,
  samePath,
  setAction,
  type Update,
  updateOf,
} from "../expression/index.ts";
import { constantOf, isConstant, type Parameters } from "./constant.ts";
import { problemAt } from "./statement-errors.ts";
import type { CallNode, ExpressionNode, PathNode, UpdateAction } from "./syntax.ts";

const KIND = "Statement";

/**
 * The SET and REMOVE clauses of an UPDATE.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function compileClauses(clauses: readonly UpdateAction[], parameters: Parameters): Update {
  const context: Context = { parameters, reads: [] };
  const actions = clauses.map((clause) =>
    clause.section === "REMOVE" ? removeAction(clause.path.path) : assignment(clause.path, clause.value, context),
  );
  const tree = growTree(
    KIND,
    actions.map(({ path }, index) => [path, index]),
  );
  return { ...updateOf(actions, tree), reads: context.reads };
}

type Context = { readonly parameters: Parameters; readonly reads: Path[] };

function assignment(target: PathNode, value: ExpressionNode, context: Context): Action {
  if (value.type === "call" && (value.name === "set_add" || value.name === "set_delete")) {
    return setFunction(target, value, context);
  }
  const assigned = assignedOf(value, context);
  checkAssigned(assigned, { kind: KIND });
  return setAction(target.path, assigned);
}

function setFunction(target: PathNode, { name, operands, position }: CallNode, { parameters }: Context): Action {
  const words = name.toUpperCase();
  const [set, members] = operands;
  if (set === undefined || members === undefined || operands.length > 2) {
    throw problemAt(`${words} must have exactly two arguments`, position);
  }
  if (set.type !== "path" || !samePath(set.path, target.path)) {
    throw problemAt(`The first argument to ${words} must equal the assignment value`, position);
  }
  const value = isConstant(members) ? constantOf(members, parameters) : undefined;
  if (value === undefined || !("SS" in value || "NS" in value || "BS" in value)) {
    throw problemAt(`The second argument to ${words} must be a value with type SET`, set.position);
  }
  return (name === "set_add" ? addAction : deleteAction)(target.path, value);
}

function assignedOf(node: ExpressionNode, context: Context): Assigned {
  if (node.type === "arithmetic" && (node.operator === "+" || node.operator === "-")) {
    const [left, right] = node.operands;
    return { type: "arithmetic", operator: node.operator, operands: [operand(left, context), operand(right, context)] };
  }
  return operand(node, context);
}

function operand(node: ExpressionNode, context: Context): Operand {
  if (isConstant(node)) return { type: "value", value: constantOf(node, context.parameters) };
  switch (node.type) {
    case "path":
      context.reads.push(node.path);
      return { type: "path", path: node.path };
    case "call":
      if (node.name !== "list_append") throw problemAt(`Unrecognized function: ${node.name}`, node.position);
      return { type: "call", name: node.name, operands: node.operands.map((one) => operand(one, context)) };
    case "is":
      throw validationError("IS operator is not supported in update expressions");
    case "missing":
      throw validationError("MISSING must be compared using IS operator");
    default:
      throw validationError(`Unsupported operator in Update Expression. Operator: ${operatorOf(node)}`);
  }
}

const operatorOf = (node: ExpressionNode): string => ("operator" in node ? node.operator : node.type.toUpperCase());
