import type { ContextVariables } from "../../domain/context-variables.ts";
import { ownEntry } from "../../domain/own-entry.ts";
import type { MultiValues } from "../api-request.ts";
import { contextAt, jsonPath } from "../mappings/json-path.ts";

/** What selection expressions may ask. */
export type SelectionScope = {
  /** Of the message, parsed when somebody first asks; `undefined`: it is no JSON. */
  readonly body: () => unknown;
  readonly headers: MultiValues;
  readonly query: MultiValues;
  readonly context: ContextVariables;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** Where the integration has answered. */
  readonly response?: { readonly status: number; readonly headers: MultiValues; readonly body: () => unknown };
};

/** What an expression comes to: what it asks for and is not there is nothing. */
export type SelectionExpression = (scope: SelectionScope) => string;

/**
 * Reads a selection expression: `$request.body.action`, `${request.body.service}/${request.body.action}`, `\$default`,
 * `${integration.response.statuscode}`; parsed once.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html#apigateway-websocket-api-route-selection-expressions
 */
export function selectionExpression(text: string): SelectionExpression {
  if (/^\$[a-zA-Z]/.test(text)) {
    const variable = variableOf(text.slice(1));
    if (variable !== undefined) return variable;
  }
  const parts = text.split(/\$\{([^}]*)\}/).map((part, i): SelectionExpression => {
    if (i % 2 === 1) return variableOf(part) ?? (() => "");
    const fixed = part.replaceAll("\\$", "$");
    return () => fixed;
  });
  return (scope) => parts.map((part) => part(scope)).join("");
}

function variableOf(text: string): SelectionExpression | undefined {
  const [source = "", ...names] = text.split(".");
  if (source === "context") return ({ context }) => textOf(contextAt(context, names));
  if (source === "stageVariables") return ({ stageVariables }) => ownEntry(stageVariables, names.join(".")) ?? "";
  if (source === "request") return ofRequest(names);
  return source === "integration" && names[0] === "response" ? ofResponse(names.slice(1)) : undefined;
}

function ofRequest([part = "", ...names]: readonly string[]): SelectionExpression | undefined {
  const name = names.join(".");
  if (part === "header") return ({ headers }) => headers.get(name.toLowerCase())?.at(-1) ?? "";
  if (part === "querystring") return ({ query }) => query.get(name)?.at(-1) ?? "";
  return part.startsWith("body") ? ofBody(part, name, ({ body }) => body()) : undefined;
}

function ofResponse([part = "", ...names]: readonly string[]): SelectionExpression | undefined {
  const name = names.join(".");
  if (part === "statuscode") return ({ response }) => String(response?.status ?? "");
  if (part === "header") return ({ response }) => response?.headers.get(name.toLowerCase())?.at(-1) ?? "";
  return part.startsWith("body") ? ofBody(part, name, ({ response }) => response?.body()) : undefined;
}

/** `body[0].a` is of a list. */
function ofBody(part: string, name: string, bodyOf: (scope: SelectionScope) => unknown): SelectionExpression {
  const path = `${part.slice("body".length)}${name && `.${name}`}`;
  const find = jsonPath(path);
  return (scope) => textOf(find(bodyOf(scope)));
}

/** Lists as Java writes them, which AWS warns of. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return `[${value.map(textOf).join(", ")}]`;
  return typeof value === "string" ? value : JSON.stringify(value);
}
