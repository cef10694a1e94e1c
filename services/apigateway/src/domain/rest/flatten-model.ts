import type { StoredModel } from "./snapshot.ts";

/** Schemas of other types are no JSON. */
const JSON_TYPE = "application/json";

/** How a schema refers to a model: https://apigateway.amazonaws.com/restapis/a1b2c3/models/Pet */
const MODEL_URL = /^https?:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([^/]+)$/;

/**
 * A model whose schema holds those that it refers to, as definitions of its own.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html
 */
export function flattenModel(model: StoredModel, models: readonly StoredModel[]): StoredModel {
  const definitions: Record<string, unknown> = {};
  const flatten = (schema: string): unknown =>
    JSON.parse(schema, (key, value: unknown) => {
      const name = key === "$ref" && typeof value === "string" ? MODEL_URL.exec(value)?.[1] : undefined;
      if (name === undefined) return value;
      const referred = models.find((one) => one.name === name && one.contentType === JSON_TYPE)?.schema;
      if (referred !== undefined && !Object.hasOwn(definitions, name)) {
        // It stands there first, for models may refer to each other.
        definitions[name] = {};
        definitions[name] = flatten(referred);
      }
      return `#/definitions/${name}`;
    });
  if (model.schema === undefined || model.contentType !== JSON_TYPE) return model;
  const schema = flatten(model.schema);
  if (Object.keys(definitions).length === 0 || typeof schema !== "object") return model;
  return { ...model, schema: JSON.stringify({ ...schema, definitions }) };
}
