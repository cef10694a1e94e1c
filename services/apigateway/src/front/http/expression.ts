import type { ContextVariables } from "../../domain/context-variables.ts";
import { ownEntry } from "../../domain/own-entry.ts";
import type { MultiValues } from "../api-request.ts";
import { contextAt, jsonPath, parseJson } from "../mappings/json-path.ts";

/** What an expression of a parameter mapping may ask. */
export type ExpressionScope = {
  /** Without the stage. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: MultiValues;
  readonly headers: MultiValues;
  readonly body: string;
  readonly context: ContextVariables;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** Where the answer of the integration is there. */
  readonly response?: { readonly headers: MultiValues; readonly body: string };
};

/** The value in a scope; `undefined`: there is none. */
export type Expression = (scope: ExpressionScope) => string | undefined;

/**
 * `$request.header.name`, `${request.path.id}/${context.requestId}`, or a text as it stands; parsed once.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function parseExpression(text: string): Expression {
  if (text.includes("${")) return template(text);
  if (!text.startsWith("$")) return () => text;
  return selector(text.slice(1)) ?? (() => text);
}

function template(text: string): Expression {
  const parts = text.split(/\$\{([^}]*)\}/).map((part, i): Expression => {
    if (i % 2 === 0) return () => part;
    return selector(part) ?? (() => undefined);
  });
  return (scope) => parts.map((part) => part(scope) ?? "").join("");
}

/** `undefined`: it selects nothing that there could be. */
function selector(text: string): Expression | undefined {
  const [source = "", ...names] = text.split(".");
  if (source === "context") return ({ context }) => textOf(contextAt(context, names));
  const name = names.join(".");
  if (source === "stageVariables") return ({ stageVariables }) => ownEntry(stageVariables, name);
  const [part = "", ...rest] = names;
  if (source === "request") return requestSelector(part, rest.join("."));
  return source === "response" ? responseSelector(part, rest.join(".")) : undefined;
}

function requestSelector(part: string, name: string): Expression | undefined {
  if (part === "header") return ({ headers }) => joined(headers.get(name.toLowerCase()));
  if (part === "querystring") return ({ query }) => joined(query.get(name));
  if (part === "path") return name === "" ? ({ path }) => path : ({ pathParameters }) => ownEntry(pathParameters, name);
  return part.startsWith("body") ? bodySelector(pathBehind(part, name), ({ body }) => body) : undefined;
}

function responseSelector(part: string, name: string): Expression | undefined {
  if (part === "header") return ({ response }) => joined(response?.headers.get(name.toLowerCase()));
  return part.startsWith("body") ? bodySelector(pathBehind(part, name), ({ response }) => response?.body) : undefined;
}

/** `[0].id` of `body[0].id`, `order.id` of `body.order.id`. */
const pathBehind = (part: string, name: string): string => `${part.slice("body".length)}${name && `.${name}`}`;

/** AWS cuts a body there before it selects of it. */
const MAX_SELECTED_CHARACTERS = 100 * 1024;

function bodySelector(path: string, bodyOf: (scope: ExpressionScope) => string | undefined): Expression {
  if (path === "") return bodyOf;
  const find = jsonPath(path);
  return (scope) => textOf(find(parseJson(bodyOf(scope)?.slice(0, MAX_SELECTED_CHARACTERS) ?? "")));
}

const joined = (values: readonly string[] | undefined): string | undefined => values?.join(",");

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
