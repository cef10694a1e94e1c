import type { MultiValues } from "../api-request.ts";
import { type Expression, type ExpressionScope, parseExpression } from "./expression.ts";

/** What mappings change: of a request its headers, query and path, of an answer its headers and status. */
export type Mapped = {
  readonly headers: MultiValues;
  readonly query: MultiValues;
  /** `overwrite:path`, `overwrite:statuscode`: `undefined` where nothing overwrites it. */
  readonly path?: string;
  readonly status?: number;
};

export type Mapping = (values: Pick<Mapped, "headers" | "query">, scope: ExpressionScope) => Mapped;

type Operation = "append" | "overwrite" | "remove";

type Rule = {
  readonly operation: Operation;
  readonly place: "header" | "querystring" | "path" | "statuscode";
  readonly name: string;
  readonly value: Expression;
};

const KEY = /^(append|overwrite|remove):(?:(header|querystring)\.(.+)|(path|statuscode))$/;

/** The parameters of an integration, or those of one status of its answers, parsed once; those that are none are passed over. */
export function parseMapping(parameters: Readonly<Record<string, string>> = {}): Mapping | undefined {
  const rules = Object.entries(parameters).flatMap(([key, value]) => ruleOf(key, value));
  if (rules.length === 0) return undefined;
  return (values, scope) => {
    const draft: Draft = { headers: new Map(values.headers), query: new Map(values.query) };
    for (const rule of rules) apply(rule, draft, scope);
    return draft;
  };
}

function ruleOf(key: string, value: string): readonly Rule[] {
  const [, operation, listed, name = "", alone] = KEY.exec(key) ?? [];
  const place = listed ?? alone;
  if (operation === undefined || place === undefined) return [];
  return [
    {
      operation: operation as Operation, // as: the pattern lets no other pass.
      place: place as Rule["place"], // as: likewise.
      // Names of headers are the same in any case.
      name: place === "header" ? name.toLowerCase() : name,
      value: parseExpression(value),
    },
  ];
}

type Draft = {
  readonly headers: Map<string, readonly string[]>;
  readonly query: Map<string, readonly string[]>;
  path?: string;
  status?: number;
};

function apply({ name, operation, place, value }: Rule, draft: Draft, scope: ExpressionScope): void {
  const text = operation === "remove" ? "" : value(scope);
  // What there is no value for is left as it is.
  if (text === undefined) return;
  if (place === "path") draft.path = text;
  else if (place === "statuscode") draft.status = Number(text);
  else change(place === "header" ? draft.headers : draft.query, { name, operation, text });
}

function change(
  values: Map<string, readonly string[]>,
  { name, operation, text }: { readonly name: string; readonly operation: Operation; readonly text: string },
): void {
  if (operation === "remove") values.delete(name);
  else values.set(name, operation === "append" ? [...(values.get(name) ?? []), text] : [text]);
}
