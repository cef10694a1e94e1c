import { isObject } from "../json.ts";
import { nameIn } from "../references.ts";

/** Where the models of an API are, to those that refer to them. */
const modelUrl = (apiId: string, name: string): string =>
  `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`;

const MODEL_URL = /^https?:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([^/]+)$/;

/**
 * What OpenAPI has beyond JSON Schema, and models have not.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const NO_SCHEMA = new Set([
  "deprecated",
  "discriminator",
  "example",
  "externalDocs",
  "nullable",
  "readOnly",
  "writeOnly",
  "xml",
]);

/** Below these, members are names of properties and not words of the schema. */
const NAMES = new Set(["definitions", "patternProperties", "properties"]);

/** A schema of a document as a model of an API has it. */
export const modelSchema = (schema: unknown, apiId: string): string =>
  JSON.stringify(
    rewritten(schema, (reference) => {
      const name = nameIn(reference);
      return name === undefined ? reference : modelUrl(apiId, name);
    }),
    undefined,
    2,
  );

/** A model's schema as it stands in a document. @param where `#/definitions/` */
export const documentSchema = (schema: unknown, where: string): unknown =>
  rewritten(schema, (reference) => {
    const name = modelNameIn(reference);
    return name === undefined ? reference : `${where}${name}`;
  });

/** The names of the models that a schema refers to. */
export function modelsIn(schema: unknown): readonly string[] {
  const names = new Set<string>();
  rewritten(schema, (reference) => {
    const name = modelNameIn(reference);
    if (name !== undefined) names.add(name);
    return reference;
  });
  return [...names];
}

const modelNameIn = (reference: string): string | undefined => MODEL_URL.exec(reference)?.[1];

function rewritten(schema: unknown, reference: (of: string) => string, areNames = false): unknown {
  if (Array.isArray(schema)) return schema.map((element: unknown) => rewritten(element, reference));
  if (!isObject(schema)) return schema;
  const members = Object.entries(schema).filter(
    ([name]) => areNames || !(NO_SCHEMA.has(name) || name.startsWith("x-")),
  );
  return Object.fromEntries(
    members.map(([name, value]) => {
      if (!areNames && name === "$ref" && typeof value === "string") return [name, reference(value)];
      if (!areNames && (name === "enum" || name === "default")) return [name, value];
      return [name, rewritten(value, reference, !areNames && NAMES.has(name))];
    }),
  );
}
