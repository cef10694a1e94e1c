import type { ContextVariables } from "../../domain/context-variables.ts";
import { ownEntry } from "../../domain/own-entry.ts";
import type { MultiValues } from "../api-request.ts";
import { contextAt } from "../mappings/json-path.ts";

/** Where identity sources are looked for. */
export type IdentityScope = {
  readonly headers: MultiValues;
  readonly query: MultiValues;
  readonly context: ContextVariables;
  readonly stageVariables: Readonly<Record<string, string>>;
};

/** Finds what identifies who asks; `undefined` where something of it is missing or empty. */
export type Identify = (scope: IdentityScope) => readonly string[] | undefined;

const SOURCE = /^(?:(?:method|route|\$)\.?request\.(header|querystring)|\$?(context|stageVariables))\.(.+)$/;

/**
 * Compiles identity sources: `method.request.header.Auth` of REST APIs, `route.request.header.Auth` of WebSocket APIs,
 * `$request.header.Auth` of HTTP APIs.
 */
export function identitySources(sources: readonly string[]): Identify {
  const finders = sources.map(finderOf);
  return (scope) => {
    const found: string[] = [];
    for (const find of finders) {
      const value = find(scope);
      if (value === undefined || value === "") return undefined;
      found.push(value);
    }
    return found;
  };
}

/** As REST APIs keep them: by comma. */
export const splitSources = (sources: string | undefined): readonly string[] =>
  (sources ?? "")
    .split(",")
    .map((source) => source.trim())
    .filter((source) => source !== "");

type Find = (scope: IdentityScope) => string | undefined;

function finderOf(source: string): Find {
  const [, ofRequest, other, name = ""] = SOURCE.exec(source) ?? [];
  const lowered = name.toLowerCase();
  if (ofRequest === "header") return ({ headers }) => headers.get(lowered)?.join(",");
  if (ofRequest === "querystring") return ({ query }) => query.get(name)?.join(",");
  if (other === "context") return ({ context }) => contextText(context, name.split("."));
  if (other === "stageVariables") {
    return ({ stageVariables }) => ownEntry(stageVariables, name);
  }
  return () => undefined;
}

function contextText(context: ContextVariables, names: readonly string[]): string | undefined {
  const value = contextAt(context, names);
  return value === null || value === undefined || typeof value === "object" ? undefined : String(value);
}
