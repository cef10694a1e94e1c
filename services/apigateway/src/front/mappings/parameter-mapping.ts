import type { ContextValue, ContextVariables } from "../../domain/context-variables.ts";
import { ownEntry } from "../../domain/own-entry.ts";
import type { MultiValues } from "../api-request.ts";
import { contextAt, jsonPath } from "./json-path.ts";

/** What a parameter may be mapped from. */
export type MappingScope = {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: MultiValues;
  /** Names in lower case: of the method's request, or of the integration's response. */
  readonly header: MultiValues;
  readonly body: () => unknown;
  readonly context: ContextVariables;
  readonly stageVariables: Readonly<Record<string, string>>;
};

/** The values of an expression; none: it has nothing to say. */
export type MappingSource = (scope: MappingScope) => readonly string[];

/** One entry of `requestParameters` or `responseParameters`, read once. */
export type ParameterMapping<Place extends string> = {
  readonly place: Place;
  readonly name: string;
  readonly source: MappingSource;
};

/**
 * Reads a table of `integration.request.header.x: method.request.querystring.y`; entries that name no place of `places` are none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function parameterMappings<Place extends string>(
  table: Readonly<Record<string, string>> | undefined,
  prefix: string,
  places: readonly Place[],
): readonly ParameterMapping<Place>[] {
  return Object.entries(table ?? {}).flatMap(([target, expression]) => {
    const place = places.find((each) => target.startsWith(`${prefix}${each}.`));
    if (place === undefined) return [];
    return [{ place, name: target.slice(prefix.length + place.length + 1), source: mappingSource(expression) }];
  });
}

const EXPRESSION =
  /^(?:method\.request|integration\.response)\.(path|querystring|multivaluequerystring|header|multivalueheader)\.(.+)$/;
const BODY = /^(?:method\.request|integration\.response)\.body(?:\.(.+))?$/;

/** Reads an expression. */
export function mappingSource(expression: string): MappingSource {
  const fixed = /^'(.*)'$/s.exec(expression)?.[1];
  if (fixed !== undefined) return () => [fixed];
  const [, place = "", name = ""] = EXPRESSION.exec(expression) ?? [];
  if (place !== "") return parameterSource(place, name);
  const body = BODY.exec(expression);
  if (body !== null) return bodySource(body[1]);
  if (expression.startsWith("context.")) return contextSource(expression.slice("context.".length));
  if (expression.startsWith("stageVariables.")) return variableSource(expression.slice("stageVariables.".length));
  return () => [];
}

const NONE: readonly string[] = [];

function parameterSource(place: string, name: string): MappingSource {
  const lower = name.toLowerCase();
  switch (place) {
    case "path":
      return ({ path }) => textsOf(ownEntry(path, name));
    case "querystring":
      return ({ querystring }) => lastOf(querystring.get(name));
    case "multivaluequerystring":
      return ({ querystring }) => querystring.get(name) ?? NONE;
    case "multivalueheader":
      return ({ header }) => header.get(lower) ?? NONE;
    default:
      return ({ header }) => lastOf(header.get(lower));
  }
}

/** Of several values AWS takes the last. */
const lastOf = (values: readonly string[] | undefined): readonly string[] => values?.slice(-1) ?? NONE;

function bodySource(path: string | undefined): MappingSource {
  const find = jsonPath(path ?? "");
  return ({ body }) => {
    const value = find(body());
    if (value === undefined || value === null) return NONE;
    return [typeof value === "string" ? value : JSON.stringify(value)];
  };
}

function contextSource(path: string): MappingSource {
  const names = path.split(".");
  return ({ context }) => textsOf(contextAt(context, names));
}

const variableSource =
  (name: string): MappingSource =>
  ({ stageVariables }) =>
    textsOf(ownEntry(stageVariables, name));

const textsOf = (value: ContextValue): readonly string[] =>
  value === undefined || value === null || typeof value === "object" ? NONE : [String(value)];
