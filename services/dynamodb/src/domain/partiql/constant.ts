import type { AttributeValue } from "../item/attribute-value.ts";
import { ValueError, validationError } from "../errors.ts";
import { normalizeNumber } from "../item/number.ts";
import { readOlderValue } from "../item/older-words.ts";
import { problemAt } from "./statement-errors.ts";
import type { CollectionNode, ExpressionNode, ScalarNode, StructNode } from "./syntax.ts";

/** Of an attribute's value it is 1. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
const MAX_LEVEL = 32;

/** The values of a request's parameters, in their order. */
export type Parameters = readonly AttributeValue[];

/** Whether an expression is a value, whatever the item is. */
export const isConstant = ({ type }: ExpressionNode): boolean =>
  type === "scalar" || type === "parameter" || type === "list" || type === "bag" || type === "struct";

/**
 * The value of a literal or a parameter.
 * @throws AwsError `ValidationException` where it is none that an item can have
 */
export function constantOf(node: ExpressionNode, parameters: Parameters): AttributeValue {
  if (node.type !== "parameter") return literal(node, { under: "root", level: 1 });
  const value = parameters[node.index];
  if (value === undefined) throw new Error("The parameters were counted.");
  return value;
}

/** Where a literal stands in the value of its attribute: `root.a[0]`. */
type Place = { readonly under: string; readonly level: number };

function literal(node: ExpressionNode, place: Place): AttributeValue {
  if (place.level > MAX_LEVEL)
    throw validationError(`Nesting Levels have exceeded supported limits under ${place.under}`);
  switch (node.type) {
    case "scalar":
      return scalar(node, place);
    case "list":
      return { L: node.elements.map((element, index) => literal(element, inside(place, `[${index}]`))) };
    case "struct":
      return {
        M: Object.fromEntries(
          membersOf(node, place.under).map(([key, member]) => [key, literal(member, inside(place, `.${key}`))]),
        ),
      };
    case "bag":
      return bag(node, place);
    default:
      throw problemAt(`Unsupported data type: ${nameOf(node)} under key ${place.under}`, node.position);
  }
}

const inside = ({ under, level }: Place, step: string): Place => ({ under: under + step, level: level + 1 });

function nameOf(node: ExpressionNode): string {
  if (node.type === "call") return node.name;
  if (node.type === "parameter") return "Parameter";
  return node.type === "path" ? "VariableReference" : node.type.toUpperCase();
}

/** @throws AwsError `ValidationException` where a key is no text, or is there twice */
export function membersOf({ members }: StructNode, under: string): readonly (readonly [string, ExpressionNode])[] {
  const seen = new Set<string>();
  return members.map(([key, value]) => {
    if (key.type !== "scalar" || !("S" in key.value)) {
      const type = key.type === "scalar" ? Object.keys(key.value)[0] : nameOf(key);
      throw problemAt(`Tuple keys must be of type String. Actual type: ${type} under ${under}`, key.position);
    }
    const name = key.value.S;
    if (seen.has(name)) throw validationError(`Duplicate keys in tuple. Key: ${name} under ${under}`);
    seen.add(name);
    return [name, value] as const;
  });
}

const scalar = ({ value }: ScalarNode, { under }: Place): AttributeValue =>
  "N" in value ? { N: number(value.N, under) } : value;

function number(text: string, under: string): string {
  try {
    return normalizeNumber(text);
  } catch (error) {
    throw error instanceof ValueError ? validationError(`${error.message} under ${under}`) : error;
  }
}

function bag({ elements }: CollectionNode, { under }: Place): AttributeValue {
  if (elements.length === 0) throw validationError("Empty bags are not supported");
  const values = elements.map((element) => (element.type === "scalar" ? element.value : undefined));
  const texts = values.flatMap((value) => (value && "S" in value ? [value.S] : []));
  if (texts.length === elements.length) return readOlderValue({ SS: texts });
  const numbers = values.flatMap((value) => (value && "N" in value ? [value.N] : []));
  if (numbers.length < elements.length) {
    throw validationError("Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags");
  }
  if (new Set(numbers.map((text) => number(text, under))).size < numbers.length) {
    const problem = `Input collection [${numbers.join(", ")}] contains duplicates! under ${under}`;
    throw validationError(`One or more parameter values were invalid: ${problem}`);
  }
  return readOlderValue({ NS: numbers });
}
