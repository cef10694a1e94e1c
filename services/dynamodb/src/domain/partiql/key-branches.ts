import type { AttributeValue, Item } from "../item/attribute-value.ts";
import { emptyKeyProblem } from "../item/check-key.ts";
import { parameterNotValid, validationError } from "../errors.ts";
import { type KeyOperator, type KeyRange, valuesEqual } from "../expression/index.ts";
import type { KeyAttribute, KeySchema } from "../table/key-schema.ts";
import { constantOf, isConstant, type Parameters } from "./constant.ts";
import { checkKeyType, equalityOf, firstKey, fixesKey, keyValuesOf } from "./key-equalities.ts";
import type { ExpressionNode } from "./syntax.ts";
import { candidatesOf } from "./where.ts";

/**
 * One of the reads that a WHERE is decomposed into: the items of one hash key, in a range. All that a branch finds is
 * looked at with the whole condition.
 */
export type KeyBranch = {
  readonly hash: AttributeValue;
  /** All of them hold. */
  readonly range: readonly KeyRange[];
  /** A condition on the range attribute is negated: AWS lets such a branch overlap with others. */
  readonly isNegated: boolean;
  /** Attributes that its conditions name. */
  readonly names: readonly string[];
};

/** Measured: https://github.com/floci-io/floci, DynamoDbPartiQLEdgeCaseIntegrationTest, in September 2026. */
const MAX_READS = 50;
/** Beyond it nobody asks whether a condition has a key. */
const MAX_BRANCHES = 10_000;

/**
 * The reads of a WHERE; nothing where some part of it does not fix the hash key to one value: then it is a scan.
 * @throws AwsError `ValidationException` where the values do not fit the key, or the reads are too many
 */
export function keyBranches(
  where: ExpressionNode,
  schema: KeySchema,
  parameters: Parameters,
): readonly KeyBranch[] | undefined {
  const key = keyOf(schema);
  const branches: KeyBranch[] = [];
  for (const nodes of decompose(where, key)) {
    const hash = hashValue(nodes, key.hash.name, parameters);
    if (hash === undefined) return undefined;
    branches.push({ ...branchOf(nodes, key, parameters), hash });
  }
  if (branches.length > MAX_READS) throw tooManyReads();
  for (const branch of branches) checkValues(branch, key);
  return branches;
}

/**
 * The one key that a WHERE names, and nothing else; `undefined` where it names several, a part of one, or more than it.
 * The values need not fit the key.
 */
export function onlyKey(where: ExpressionNode, schema: KeySchema, parameters: Parameters): Item | undefined {
  const [nodes, ...others] = decompose(where, keyOf(schema));
  if (nodes === undefined || others.length > 0) return undefined;
  const found = keyValuesOf(nodes, schema, parameters);
  return found.others === 0 && fixesKey(found, schema) ? firstKey(found) : undefined;
}

const tooManyReads = (): Error => validationError("Too many decomposed read operations for a given query.");

type Key = {
  readonly hash: KeyAttribute;
  readonly range: KeyAttribute | undefined;
  readonly names: ReadonlySet<string>;
};

function keyOf({ hash: [hash], range: [range] }: KeySchema): Key {
  if (hash === undefined) throw new Error("A key has a hash attribute.");
  return { hash, range, names: new Set([hash.name, ...(range ? [range.name] : [])]) };
}

/** As conjunctions, one of which must hold; what does not name the key stays whole. */
function decompose(node: ExpressionNode, key: Key): readonly (readonly ExpressionNode[])[] {
  if (node.type === "and") {
    const [left, right] = node.operands.map((operand) => decompose(operand, key));
    if ((left?.length ?? 0) * (right?.length ?? 0) > MAX_BRANCHES) throw tooManyReads();
    return (left ?? []).flatMap((one) => (right ?? []).map((other) => one.concat(other)));
  }
  if (node.type === "or" && namesIn(node).some((name) => key.names.has(name))) {
    return node.operands.flatMap((operand) => decompose(operand, key));
  }
  return expanded(node, key)?.map((one) => [one]) ?? [[node]];
}

/** `key IN [a, b]` as equalities. */
function expanded(node: ExpressionNode, { names }: Key): readonly ExpressionNode[] | undefined {
  if (node.type !== "in" || node.operand.type !== "path") return undefined;
  const { operand, position } = node;
  const candidates = candidatesOf(node);
  if (operand.path.length > 1 || !names.has(operand.path[0]) || !candidates.every(isConstant)) return undefined;
  return candidates.map((candidate) => ({ type: "compare", operator: "=", operands: [operand, candidate], position }));
}

function hashValue(nodes: readonly ExpressionNode[], name: string, parameters: Parameters): AttributeValue | undefined {
  const values = nodes.flatMap((node) => {
    const equality = equalityOf(node, parameters);
    return equality?.name === name ? [equality.value] : [];
  });
  const [first, ...others] = values;
  return first !== undefined && others.every((other) => valuesEqual(first, other)) ? first : undefined;
}

function branchOf(nodes: readonly ExpressionNode[], { range }: Key, parameters: Parameters): Omit<KeyBranch, "hash"> {
  const ranges: KeyRange[] = [];
  let isNegated = false;
  for (const node of nodes) {
    if (range === undefined) break;
    const found = rangeOf(node, range.name, parameters);
    if (found !== undefined) ranges.push(found);
    else isNegated ||= isNegation(node) && namesIn(node).includes(range.name);
  }
  return { range: ranges, isNegated, names: nodes.flatMap(namesIn) };
}

const isNegation = (node: ExpressionNode): boolean =>
  node.type === "not" || (node.type === "compare" && node.operator === "<>");

/** Operators, and what they are with the value first. */
const OPERATORS: Readonly<Record<string, readonly [KeyOperator, KeyOperator]>> = {
  "=": ["=", "="],
  "<": ["<", ">"],
  "<=": ["<=", ">="],
  ">": [">", "<"],
  ">=": [">=", "<="],
};

function rangeOf(node: ExpressionNode, name: string, parameters: Parameters): KeyRange | undefined {
  const { operator, path, values } = operationOf(node);
  if (operator === undefined || path?.type !== "path" || path.path.length > 1 || path.path[0] !== name)
    return undefined;
  if (!values.every(isConstant)) return undefined;
  return { name, operator, values: values.map((value) => constantOf(value, parameters)) };
}

/** What a condition on one attribute compares with what. */
type Operation = {
  readonly operator: KeyOperator | undefined;
  readonly path: ExpressionNode | undefined;
  readonly values: readonly ExpressionNode[];
};

function operationOf(node: ExpressionNode): Operation {
  if (node.type === "compare") {
    const [left, right] = node.operands;
    const [operator, flipped] = OPERATORS[node.operator] ?? [];
    return left.type === "path"
      ? { operator, path: left, values: [right] }
      : { operator: flipped, path: right, values: [left] };
  }
  if (node.type === "between") {
    const [path, ...values] = node.operands;
    return { operator: "BETWEEN", path, values };
  }
  if (node.type !== "call" || node.name !== "begins_with") return { operator: undefined, path: undefined, values: [] };
  const [path, ...values] = node.operands;
  return { operator: "begins_with", path, values };
}

function checkValues({ hash, range }: KeyBranch, key: Key): void {
  checkValue(key.hash, hash);
  for (const { values } of range) for (const value of values) if (key.range) checkValue(key.range, value);
}

function checkValue(attribute: KeyAttribute, value: AttributeValue): void {
  checkKeyType(attribute, value);
  const problem = emptyKeyProblem(value);
  if (problem !== undefined) throw parameterNotValid(`${problem} Key: ${attribute.name}`);
}

/** The attributes that an expression names. */
function namesIn(node: ExpressionNode): readonly string[] {
  switch (node.type) {
    case "path":
      return [node.path[0]];
    case "in":
      return [node.operand, ...candidatesOf(node)].flatMap(namesIn);
    case "is":
    case "not":
      return namesIn(node.operand);
    case "and":
    case "or":
    case "compare":
    case "between":
    case "call":
      return node.operands.flatMap(namesIn);
    default:
      return [];
  }
}
