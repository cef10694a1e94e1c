import { createHash } from "node:crypto";
import type { ApiContent, ApiDocument } from "../document.ts";
import { isObject, type JsonObject, objectsIn } from "../json.ts";
import { schemaNameOf } from "../references.ts";
import type { Report } from "../report.ts";
import type { ModelDefinition } from "./definition.ts";

/** The models of a document: those that it names, and those that stand where one is used. */
export type Models = {
  /** Which model each type of content is of: `{ "application/json": "Pet" }`; `undefined`: none of any. */
  readonly of: (contents: readonly ApiContent[]) => Record<string, string> | undefined;
  readonly all: () => readonly ModelDefinition[];
};

export function collectModels(document: ApiDocument, { warnings }: Report): Models {
  const models = new Map<string, JsonObject>(objectsIn(document.schemas));
  const modelOf = (schema: unknown): string | undefined => {
    const name = schemaNameOf(schema);
    if (name !== undefined && models.has(name)) return name;
    if (name !== undefined) {
      warnings.push(`Reference to model '${name}' not found. Ignoring.`);
      return undefined;
    }
    if (!isObject(schema) || Object.keys(schema).length === 0) return undefined;
    const own = nameOfInline(schema);
    models.set(own, schema);
    return own;
  };
  return {
    of: (contents) => {
      const named = contents.flatMap(({ contentType, schema }) => {
        const name = modelOf(schema);
        return name === undefined ? [] : [[contentType, name]];
      });
      return named.length === 0 ? undefined : Object.fromEntries(named);
    },
    all: () => Array.from(models, ([name, schema]) => ({ name, schema })),
  };
}

/** So many digits follow `MODEL` in the names that AWS gives. */
const DIGITS = 6;

/** A name by what the schema is, so that it has the same one whenever it is imported. */
const nameOfInline = (schema: JsonObject): string =>
  `MODEL${createHash("sha256").update(JSON.stringify(schema)).digest("hex").slice(0, DIGITS)}`;
