import type { ContextValue, ContextVariables } from "../../domain/context-variables.ts";
import { Budget } from "./budget.ts";
import { inputOf } from "./input.ts";
import { orFault } from "./methods/method.ts";
import { parseTemplate } from "./parse-template.ts";
import { renderNodes } from "./render.ts";
import type { Nodes } from "./syntax.ts";
import { type Rendered, type Template, TemplateFault, type TemplateScope } from "./template.ts";
import { util } from "./util.ts";
import { isNumber, type JavaMap, javaString, List, type Value } from "./values.ts";

/**
 * Parses a mapping template: Velocity 1.7 with API Gateway's variables. Values are Java's and nothing of JavaScript's is within
 * reach; loops, macros, texts, expressions and all of a rendering are bounded.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
 * @throws TemplateFault where it is no template
 */
export function compileTemplate(text: string): Template {
  const nodes = parseTemplate(text);
  return (scope) => render(nodes, scope);
}

function render(nodes: Nodes, { body, context, params, stageVariables }: TemplateScope): Rendered {
  const asMap = toMap(context);
  // What the request's template has overridden, the response's sees.
  const overrides = {
    request: overrideMap(context["requestOverride"]),
    response: new OverrideMap([["header", new OverrideMap()]]),
  };
  asMap.set("requestOverride", overrides.request).set("responseOverride", overrides.response);
  const rendering = {
    budget: new Budget(),
    variables: new Map<string, Value>([
      ["input", inputOf(body, params)],
      ["util", util],
      ["context", asMap],
      ["stageVariables", new Map(Object.entries(stageVariables))],
    ]),
    macros: new Map(),
    out: "",
    depth: 0,
  };
  try {
    renderNodes(nodes, rendering);
    return { text: rendering.out, overrides: overridesOf(overrides) };
  } catch (error) {
    throw orFault(error);
  }
}

function toMap(variables: ContextVariables): JavaMap {
  return new Map(Object.entries(variables).map(([name, value]) => [name, toValue(value)]));
}

const toValue = (value: ContextValue): Value =>
  typeof value === "object" && value !== null ? toMap(value) : (value ?? null);

const OVERRIDDEN = ["header", "path", "querystring"] as const;

function overrideMap(known: ContextValue): JavaMap {
  const of = typeof known === "object" && known !== null ? known : {};
  const kinds = OVERRIDDEN.map((kind) => [kind, new OverrideMap(entriesOfContext(of[kind]))] as const);
  return new OverrideMap(kinds);
}

const entriesOfContext = (value: ContextValue): readonly (readonly [string, Value])[] =>
  typeof value === "object" && value !== null ? [...toMap(value)] : [];

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html */
class OverrideMap extends Map<string, Value> {
  override set(key: string, value: Value): this {
    if (this.has(key)) throw new TemplateFault(`${key} is overridden already, and overrides are final.`);
    return super.set(key, value);
  }
}

function overridesOf({
  request,
  response,
}: {
  readonly request: JavaMap;
  readonly response: JavaMap;
}): Rendered["overrides"] {
  const status = statusOf(response.get("status") ?? null);
  return {
    request: {
      header: entriesOf(request.get("header")),
      path: Object.fromEntries(
        Object.entries(entriesOf(request.get("path"))).map(([name, value]) => [name, String(value)]),
      ),
      querystring: entriesOf(request.get("querystring")),
    },
    response: { header: entriesOf(response.get("header")), ...(status !== undefined && { status }) },
  };
}

function entriesOf(value: Value | undefined): Record<string, string | readonly string[]> {
  if (!(value instanceof Map)) return {};
  return Object.fromEntries(
    [...value].map(([name, of]) => [name, of instanceof List ? of.items.map(javaString) : javaString(of)]),
  );
}

/** A number or a text of one; AWS heeds nothing else. */
function statusOf(value: Value): number | undefined {
  const text = isNumber(value) || typeof value === "string" ? javaString(value) : "";
  return /^[1-9]\d\d$/.test(text) ? Number(text) : undefined;
}
