import { parseCidr } from "./ip.ts";
import type { JsonArray, JsonNode, JsonObject } from "./json/node.ts";
import { isComparable, OUT_OF_RANGE } from "./numbers.ts";
import { readNumeric } from "./read-numeric.ts";
import { columnAfter, columnAt, type Refuse } from "./refusal.ts";
import type { Exception, Rule } from "./rule.ts";
import { parseWildcard, type Wildcard } from "./wildcard.ts";

/**
 * Reads the values that a key of a policy may have. Order and words of the refusals are those of AWS's compiler, which
 * reads token by token; those recorded from AWS are in refusals.test.ts.
 */
export function readRules(values: JsonArray, refuse: Refuse): readonly Rule[] {
  if (values.items.length === 0) throw refuse("Empty arrays are not allowed", columnAfter(values));
  return values.items.map((value) => readRule(value, refuse));
}

function readRule(node: JsonNode, refuse: Refuse): Rule {
  if (node.kind === "object") return readExpression(node, refuse);
  if (node.kind === "array") {
    throw refuse("Match value must be String, number, true, false, or null", columnAt(node));
  }
  return { kind: "equals", value: node.value };
}

type ReadOperand = (operand: JsonNode, refuse: Refuse) => Rule;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
const OPERATORS: ReadonlyMap<string, ReadOperand> = new Map<string, ReadOperand>([
  ["prefix", (operand, refuse) => ({ kind: "prefix", text: readText("prefix", operand, refuse) })],
  ["suffix", (operand, refuse) => ({ kind: "suffix", text: readText("suffix", operand, refuse) })],
  [
    "equals-ignore-case",
    (operand, refuse) => ({ kind: "equals-ignore-case", text: readText("equals-ignore-case", operand, refuse) }),
  ],
  ["wildcard", (operand, refuse) => ({ kind: "wildcard", wildcard: readWildcard(operand, refuse) })],
  ["numeric", readNumeric],
  ["anything-but", (operand, refuse) => ({ kind: "anything-but", but: readException(operand, refuse) })],
  ["exists", readExists],
  ["cidr", readCidr],
]);

function readExpression(expression: JsonObject, refuse: Refuse): Rule {
  const [first, second] = expression.entries;
  if (first === undefined) throw refuse("Match expression name not found", columnAfter(expression));
  const [operator, operand] = first;
  const read = OPERATORS.get(operator);
  if (read === undefined) throw refuse(`Unrecognized match type ${operator}`, columnAt(operand));
  const rule = read(operand, refuse);
  if (second === undefined) return rule;
  const words =
    operator === "numeric" || operator === "anything-but"
      ? "Too many elements in numeric expression"
      : "Only one key allowed in match expression";
  throw refuse(words, columnAt(second[1]));
}

function readText(operator: string, operand: JsonNode, refuse: Refuse): string {
  if (operand.kind === "string") return operand.value;
  throw refuse(`${operator} match pattern must be a string`, columnAt(operand));
}

function readWildcard(operand: JsonNode, refuse: Refuse): Wildcard {
  const result = parseWildcard(readText("wildcard", operand, refuse));
  if ("problem" in result) throw refuse(result.problem, columnAfter(operand));
  return result.wildcard;
}

function readExists(operand: JsonNode, refuse: Refuse): Rule {
  if (operand.kind === "literal" && operand.value !== null) return { kind: "exists", wanted: operand.value };
  throw refuse("exists match pattern must be either true or false.", columnAt(operand));
}

function readCidr(operand: JsonNode, refuse: Refuse): Rule {
  // AWS names the wrong operator here.
  const network = parseCidr(readText("prefix", operand, refuse));
  if ("problem" in network) throw refuse(network.problem);
  return { kind: "cidr", network };
}

function readException(operand: JsonNode, refuse: Refuse): Exception {
  switch (operand.kind) {
    case "object":
      return readExceptedPattern(operand, refuse);
    case "array":
      return readExceptedValues(operand, refuse);
    case "string":
      return { kind: "strings", values: [operand.value] };
    case "number":
      if (!isComparable(operand.value)) throw refuse(OUT_OF_RANGE);
      return { kind: "numbers", values: [operand.value] };
    default:
      throw refuse("Value of anything-but must be an array or single string/number value.", columnAt(operand));
  }
}

/** https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html: a prefix and a wildcard; AWS refuses others. */
function readExceptedPattern(expression: JsonObject, refuse: Refuse): Exception {
  const [first, second] = expression.entries;
  if (first === undefined) throw refuse("Anything-But expression name not found", columnAfter(expression));
  const [operator, operand] = first;
  if (operator !== "prefix" && operator !== "wildcard") {
    throw refuse(`Unsupported anything-but pattern: ${operator}`, columnAt(operand));
  }
  const exception: Exception =
    operator === "prefix"
      ? { kind: "prefix", text: readText("prefix", operand, refuse) }
      : { kind: "wildcard", wildcard: readWildcard(operand, refuse) };
  if (exception.kind === "prefix" && exception.text === "") {
    throw refuse("Null prefix not allowed", columnAfter(operand));
  }
  if (second !== undefined) throw refuse("Only one key allowed in match expression", columnAt(second[1]));
  return exception;
}

function readExceptedValues(list: JsonArray, refuse: Refuse): Exception {
  const strings: string[] = [];
  const numbers: number[] = [];
  for (const item of list.items) {
    if (item.kind === "string") {
      strings.push(item.value);
    } else if (item.kind === "number") {
      if (!isComparable(item.value)) throw refuse(OUT_OF_RANGE, columnAt(item));
      numbers.push(item.value);
    } else {
      throw refuse("Inside anything but list, start|null|boolean is not supported.", columnAt(item));
    }
  }
  if ((strings.length === 0) === (numbers.length === 0)) {
    throw refuse(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
      columnAfter(list),
    );
  }
  return strings.length > 0 ? { kind: "strings", values: strings } : { kind: "numbers", values: numbers };
}
