import { type Condition, readConditions } from "./conditions.ts";
import { isList, type JsonNode, isNumberNode, parseJson, textOfNumber } from "./json-nodes.ts";
import { readValueTest, type Value } from "./operand.ts";
import { invalidPattern, invalidTerm } from "./refusal.ts";
import { Scanner } from "./scanner.ts";

export type JsonPattern = {
  readonly matches: (message: string) => boolean;
  /** The values that the pattern is about, by their selectors: `{"$.eventType": "UpdateTrail"}`. */
  readonly extract: (message: string) => Readonly<Record<string, string>>;
};

/** A step into a node: a member's name, an index, or all that are there. */
type Step = string | number | typeof EVERY;

const EVERY = Symbol("every");

type Selector = { readonly written: string; readonly steps: readonly Step[] };

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html */
export function compileJson(pattern: string): JsonPattern {
  const scanner = new Scanner(pattern);
  const selectors: Selector[] = [];
  scanner.expect("{");
  const condition = readConditions(scanner, () => {
    const selector = readSelector(scanner);
    selectors.push(selector);
    return readCondition(scanner, selector);
  });
  scanner.expect("}");
  if (!scanner.isAtEnd) throw invalidPattern();
  return {
    matches: (message) => {
      const root = parseJson(message);
      return root !== undefined && condition(root);
    },
    extract: (message) => extract(selectors, parseJson(message)),
  };
}

const SELECTOR = /\$(?:\.?\[(?:\d+|\*|'[^']*'|"[^"]*")\]|\.[\w-]+|\.\*)+/y;
const STEP =
  /\.?\[(?:(?<index>\d+)|(?<every>\*)|'(?<quoted>[^']*)'|"(?<other>[^"]*)")\]|\.(?<name>[\w-]+)|\.(?<all>\*)/g;

function readSelector(scanner: Scanner): Selector {
  const written = scanner.match(SELECTOR)?.[0];
  if (written === undefined) throw invalidTerm(scanner.match(/[^\s=!<>&|)}]+/y)?.[0].slice(0, 3) ?? "");
  const steps = Array.from(written.matchAll(STEP), ({ groups = {} }): Step => {
    const { index, name, other, quoted } = groups;
    return index === undefined ? (name ?? quoted ?? other ?? EVERY) : Number(index);
  });
  return { written, steps };
}

function readCondition(scanner: Scanner, { steps }: Selector): Condition<JsonNode> {
  if (scanner.match(/NOT\s+EXISTS\b/iy) !== undefined) return (root) => select(root, steps).length === 0;
  if (scanner.match(/EXISTS\b/iy) !== undefined) return (root) => select(root, steps).length > 0;
  const [, word] = scanner.match(/IS\s+(NULL|TRUE|FALSE)\b/iy) ?? [];
  if (word !== undefined) {
    const asked = { NULL: null, TRUE: true, FALSE: false }[word.toUpperCase()];
    return (root) => select(root, steps).some((node) => node === asked);
  }
  const test = readValueTest(scanner);
  // Neither lists nor objects are equal to anything, nor unequal.
  return (root) =>
    select(root, steps).some((node) => {
      const value = valueOf(node);
      return value !== undefined && test(value);
    });
}

function select(root: JsonNode, steps: readonly Step[]): readonly JsonNode[] {
  let nodes: readonly JsonNode[] = [root];
  for (const step of steps) nodes = nodes.flatMap((node) => stepInto(node, step));
  return nodes;
}

function stepInto(node: JsonNode, step: Step): readonly JsonNode[] {
  if (typeof node !== "object" || node === null || isNumberNode(node)) return [];
  if (isList(node)) {
    if (step === EVERY) return node;
    const item: JsonNode | undefined = typeof step === "number" ? node[step] : undefined;
    return item === undefined ? [] : [item];
  }
  if (step === EVERY) return Object.values(node);
  if (typeof step === "number" || !Object.hasOwn(node, step)) return [];
  const member = node[step];
  return member === undefined ? [] : [member];
}

function valueOf(node: JsonNode): Value | undefined {
  if (typeof node === "string") return { text: node, number: undefined };
  if (!isNumberNode(node)) return undefined;
  const text = textOfNumber(node);
  return { text, number: Number(text) };
}

function extract(selectors: readonly Selector[], root: JsonNode | undefined): Readonly<Record<string, string>> {
  if (root === undefined) return {};
  const found = selectors.flatMap(({ steps, written }) => {
    const [node] = select(root, steps);
    const text =
      node === undefined ? undefined : (valueOf(node)?.text ?? (typeof node === "object" ? undefined : String(node)));
    return text === undefined ? [] : [[written, text] as const];
  });
  return Object.fromEntries(found);
}
