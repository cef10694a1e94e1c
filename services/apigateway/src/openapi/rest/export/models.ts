import type { Method } from "@aws-sdk/client-api-gateway";
import type { RestSnapshot } from "../../../domain/rest/snapshot.ts";
import { documentSchema, modelsIn } from "../model-schemas.ts";
import { methodsByPath } from "./exported.ts";

/**
 * The schemas that methods name, and those that these refer to: AWS tells no others.
 * @param where `#/definitions/`
 */
export function exportSchemas(snapshot: RestSnapshot, where: string): Record<string, unknown> {
  const schemas = new Map(snapshot.models.map(({ name, schema }) => [name, readSchema(schema)]));
  const told: Record<string, unknown> = {};
  const tell = (names: readonly string[]): void => {
    for (const name of names) {
      if (Object.hasOwn(told, name) || !schemas.has(name)) continue;
      const schema = schemas.get(name);
      told[name] = documentSchema(schema, where);
      tell(modelsIn(schema));
    }
  };
  for (const [, methods] of methodsByPath(snapshot)) for (const { method } of methods) tell(modelsOf(method));
  return told;
}

const modelsOf = ({ methodResponses = {}, requestModels = {} }: Method): readonly string[] => [
  ...Object.values(requestModels),
  ...Object.values(methodResponses).flatMap(({ responseModels = {} }) => Object.values(responseModels)),
];

/** A model of another type than JSON need not be any. */
function readSchema(schema = "{}"): unknown {
  try {
    return JSON.parse(schema) as unknown;
  } catch {
    return {};
  }
}
