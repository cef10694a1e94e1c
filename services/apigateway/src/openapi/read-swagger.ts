import type { ApiContent, ApiDocument } from "./document.ts";
import { ENDPOINT_EXTENSION } from "./extensions.ts";
import { type JsonObject, memberOf, objectAt, objectsIn, textAt, textsAt } from "./json.ts";
import { type Dialect, readOperations } from "./read-operations.ts";
import { infoOf, pathsOf } from "./read-parts.ts";

/** Swagger 2.0: https://swagger.io/specification/v2/ */
export function readSwagger(root: JsonObject): ApiDocument {
  return {
    ...infoOf(root),
    root,
    basePath: textAt(root, "basePath") ?? "/",
    endpoint: objectAt(root, ENDPOINT_EXTENSION),
    paths: pathsOf(root),
    operations: readOperations(root, dialectOf(root)),
    schemas: objectAt(root, "definitions"),
    securitySchemes: Object.fromEntries(objectsIn(objectAt(root, "securityDefinitions"))),
    warnings: [],
  };
}

function dialectOf(root: JsonObject): Dialect {
  const contents = (operation: JsonObject, types: string, schema: unknown): readonly ApiContent[] => {
    if (schema === undefined) return [];
    const said = textsAt(Object.hasOwn(operation, types) ? operation : root, types);
    return (said.length === 0 ? ["application/json"] : said).map((contentType) => ({ contentType, schema }));
  };
  return {
    request: (operation, parameters) => {
      const body = parameters.find((parameter) => parameter["in"] === "body");
      return contents(operation, "consumes", body && memberOf(body, "schema"));
    },
    content: (response, operation) => contents(operation, "produces", memberOf(response, "schema")),
  };
}
