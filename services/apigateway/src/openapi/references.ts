import { isObject, type JsonObject, memberOf } from "./json.ts";

/** So many references may lead to one another. */
const MAX_HOPS = 20;

/** What a part of a document is: itself, or what its `$ref` leads to, within the document. */
export function resolve(root: JsonObject, part: unknown): JsonObject | undefined {
  let at = part;
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    if (!isObject(at)) return undefined;
    const reference = memberOf(at, "$ref");
    if (typeof reference !== "string") return at;
    at = find(root, reference);
  }
  return undefined;
}

function find(root: JsonObject, reference: string): unknown {
  if (!reference.startsWith("#/")) return undefined;
  return reference
    .slice("#/".length)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((at, part) => (isObject(at) ? memberOf(at, part) : undefined), root);
}

/** The schema that a reference names: `Pet` of `#/definitions/Pet`. */
export function schemaNameOf(schema: unknown): string | undefined {
  const reference = isObject(schema) ? memberOf(schema, "$ref") : undefined;
  return typeof reference === "string" ? nameIn(reference) : undefined;
}

/** @see schemaNameOf */
export const nameIn = (reference: string): string | undefined =>
  /^#\/(?:definitions|components\/schemas)\/([^/]+)$/.exec(reference)?.[1];
