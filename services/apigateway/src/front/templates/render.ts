import { operate } from "./arithmetic.ts";
import type { Budget } from "./budget.ts";
import { callMethod, itemOf, propertyOf } from "./methods/call-method.ts";
import { put } from "./methods/collection-methods.ts";
import type { Expression, MacroCall, Node, Nodes, Reference, ReferenceNode, Step } from "./syntax.ts";
import { TemplateFault } from "./template.ts";
import { Block, Double, isNumber, isTrue, type JavaMap, javaString, List, toNumber, type Value } from "./values.ts";

/** A template on its way. */
export type Rendering = {
  readonly budget: Budget;
  /** What `$names` stand for. */
  readonly variables: JavaMap;
  readonly macros: Map<string, Extract<Node, { kind: "macro" }>>;
  out: string;
  /** How many macros and `#define`s are within each other. */
  depth: number;
};

/** What comes behind a node: the next, the end of the loop around it, the end of the template. */
type Next = "next" | "break" | "stop";

/** `directive.foreach.maxloops`; https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MAX_ITERATIONS = 1000;

/** `velocimacro.max.depth` of Velocity. */
const MAX_CALL_DEPTH = 20;

/** Ranges that are longer than any loop over them. */
const MAX_RANGE = 10_000;

export function renderNodes(nodes: Nodes, rendering: Rendering): Next {
  for (const node of nodes) {
    rendering.budget.spend();
    const next = renderNode(node, rendering);
    if (next !== "next") return next;
  }
  return "next";
}

function renderNode(node: Node, rendering: Rendering): Next {
  switch (node.kind) {
    case "text":
      write(node.text, rendering);
      return "next";
    case "reference":
      renderReference(node, rendering);
      return "next";
    case "set":
      assign(node.target, valueOf(node.value, rendering), rendering);
      return "next";
    case "if": {
      const branch = node.branches.find(({ condition }) => !condition || isTrue(valueOf(condition, rendering)));
      return branch ? renderNodes(branch.body, rendering) : "next";
    }
    case "foreach":
      return renderForeach(node, rendering);
    case "define":
      rendering.variables.set(node.name, new Block(node.body));
      return "next";
    case "macro":
      rendering.macros.set(node.name, node);
      return "next";
    case "call":
      return renderCall(node, rendering);
    default:
      return node.kind;
  }
}

function write(text: string, rendering: Rendering): void {
  rendering.out = rendering.budget.appended(rendering.out, text);
}

/** What is not there leaves nothing, as at AWS: Velocity by itself would write the reference. */
function renderReference({ escapes, reference, source }: ReferenceNode, rendering: Rendering): void {
  const value = valueOf(reference, rendering);
  const backslashes = "\\".repeat(Math.floor(escapes / 2));
  if (escapes % 2 === 1) write(`${backslashes}${value === null ? "\\" : ""}${source}`, rendering);
  else write(value === null ? backslashes : backslashes + textOf(value, rendering), rendering);
}

/** A value as text: a `#define` is rendered where it stands. */
function textOf(value: Value, rendering: Rendering): string {
  if (!(value instanceof Block)) return javaString(value);
  return inside(rendering, () => rendered(value.body, rendering));
}

/** What nodes make of themselves, apart from what was written so far. */
function rendered(nodes: Nodes, rendering: Rendering): string {
  const before = rendering.out;
  rendering.out = "";
  renderNodes(nodes, rendering);
  const text = rendering.out;
  rendering.out = before;
  return text;
}

function inside<Result>(rendering: Rendering, run: () => Result): Result {
  rendering.depth += 1;
  if (rendering.depth > MAX_CALL_DEPTH) throw new TemplateFault("Macros call each other too deeply.");
  const result = run();
  rendering.depth -= 1;
  return result;
}

function renderForeach({ body, items, variable }: Extract<Node, { kind: "foreach" }>, rendering: Rendering): Next {
  const values = itemsOf(valueOf(items, rendering));
  const { variables } = rendering;
  const outer = [variable, "foreach", "velocityCount"].map((name) => [name, variables.get(name)] as const);
  const parent = variables.get("foreach") ?? null;
  let next: Next = "next";
  const count = Math.min(values.length, MAX_ITERATIONS);
  for (let index = 0; index < count && next === "next"; index += 1) {
    variables.set(variable, values[index] ?? null);
    variables.set("foreach", loopAt(index, values.length, parent));
    variables.set("velocityCount", index + 1);
    next = renderNodes(body, rendering);
  }
  for (const [name, value] of outer) restore(variables, name, value);
  return next === "stop" ? "stop" : "next";
}

const loopAt = (index: number, length: number, parent: Value): JavaMap =>
  new Map<string, Value>([
    ["index", index],
    ["count", index + 1],
    ["hasNext", index + 1 < length],
    ["first", index === 0],
    ["last", index + 1 === length],
    ["parent", parent],
  ]);

/** Maps are gone through by their values. */
function itemsOf(value: Value): readonly Value[] {
  if (value instanceof List) return [...value.items];
  return value instanceof Map ? [...value.values()] : [];
}

function restore(variables: JavaMap, name: string, value: Value | undefined): void {
  if (value === undefined) variables.delete(name);
  else variables.set(name, value);
}

function renderCall({ args, body, name }: MacroCall, rendering: Rendering): Next {
  const macro = rendering.macros.get(name);
  if (!macro) return "next";
  const { variables } = rendering;
  const given = macro.parameters.map((parameter, index) => {
    const arg = args[index];
    return [parameter, arg ? valueOf(arg, rendering) : null] as const;
  });
  if (body) given.push(["bodyContent", new Block(body)]);
  const outer = given.map(([parameter]) => [parameter, variables.get(parameter)] as const);
  for (const [parameter, value] of given) variables.set(parameter, value);
  const next = inside(rendering, () => renderNodes(macro.body, rendering));
  for (const [parameter, value] of outer) restore(variables, parameter, value);
  return next === "stop" ? "stop" : "next";
}

/** What is nothing is not assigned: the reference keeps what it had. */
function assign({ name, steps }: Reference, value: Value, rendering: Rendering): void {
  if (value === null) return;
  const last = steps.at(-1);
  if (!last) {
    rendering.variables.set(name, value);
    return;
  }
  const owner = valueOf({ kind: "reference", name, steps: steps.slice(0, -1) }, rendering);
  const key = last.kind === "index" ? valueOf(last.index, rendering) : last.name;
  if (owner instanceof Map) put(owner, key, value);
  else if (owner instanceof List) callMethod(owner, { name: "set", args: [key, value] }, rendering.budget);
}

export function valueOf(expression: Expression, rendering: Rendering): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "double":
      return new Double(expression.value);
    case "reference":
      return followed(expression, rendering);
    case "interpolated":
      return rendering.budget.text(rendered(expression.body, rendering));
    case "list":
      return new List(expression.items.map((item) => valueOf(item, rendering)));
    case "range":
      return range(valueOf(expression.from, rendering), valueOf(expression.to, rendering));
    case "map": {
      const map: JavaMap = new Map();
      for (const [key, value] of expression.entries) put(map, valueOf(key, rendering), valueOf(value, rendering));
      return map;
    }
    case "not":
      return !isTrue(valueOf(expression.operand, rendering));
    default:
      return binary(expression, rendering);
  }
}

function binary({ left, operator, right }: Extract<Expression, { kind: "binary" }>, rendering: Rendering): Value {
  rendering.budget.spend();
  if (operator === "&&") return isTrue(valueOf(left, rendering)) && isTrue(valueOf(right, rendering));
  if (operator === "||") return isTrue(valueOf(left, rendering)) || isTrue(valueOf(right, rendering));
  const result = operate(operator, valueOf(left, rendering), valueOf(right, rendering));
  return typeof result === "string" ? rendering.budget.text(result) : result;
}

function followed({ name, steps }: Reference, rendering: Rendering): Value {
  let value = rendering.variables.get(name) ?? null;
  for (const step of steps) {
    if (value === null) return null;
    value = stepFrom(value, step, rendering);
  }
  return value;
}

function stepFrom(value: Value, step: Step, rendering: Rendering): Value {
  if (step.kind === "property") return propertyOf(value, step.name);
  if (step.kind === "index") return itemOf(value, valueOf(step.index, rendering));
  const args = step.args.map((arg) => valueOf(arg, rendering));
  const text = value instanceof Block && step.name === "toString" ? textOf(value, rendering) : undefined;
  return text ?? callMethod(value, { name: step.name, args }, rendering.budget);
}

function range(from: Value, to: Value): Value {
  if (!isNumber(from) || !isNumber(to)) return null;
  const [start, end] = [toNumber(from), toNumber(to)];
  const length = Math.abs(end - start) + 1;
  if (!(length <= MAX_RANGE)) throw new TemplateFault("A range is too long.");
  const way = start <= end ? 1 : -1;
  return new List(Array.from({ length }, (_, index) => start + index * way));
}
