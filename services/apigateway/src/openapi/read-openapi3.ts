import type { ApiContent, ApiDocument } from "./document.ts";
import { ENDPOINT_EXTENSION } from "./extensions.ts";
import { isObject, type JsonObject, listAt, memberOf, objectAt, objectsIn, textAt } from "./json.ts";
import { type Dialect, readOperations } from "./read-operations.ts";
import { infoOf, pathsOf } from "./read-parts.ts";
import { resolve } from "./references.ts";

/** OpenAPI 3.0: https://spec.openapis.org/oas/v3.0.3 */
export function readOpenApi3(root: JsonObject): ApiDocument {
  const components = objectAt(root, "components");
  const server = listAt(root, "servers").find(isObject) ?? {};
  return {
    ...infoOf(root),
    root,
    basePath: basePathOf(server),
    endpoint: { ...objectAt(root, ENDPOINT_EXTENSION), ...objectAt(server, ENDPOINT_EXTENSION) },
    paths: pathsOf(root),
    operations: readOperations(root, dialectOf(root)),
    schemas: objectAt(components, "schemas"),
    securitySchemes: Object.fromEntries(objectsIn(objectAt(components, "securitySchemes"))),
    warnings: warningsOf(root),
  };
}

/** The path of a server's URL, its variables being what they are by default. */
function basePathOf(server: JsonObject): string {
  const variables = objectAt(server, "variables");
  const url = (textAt(server, "url") ?? "/").replaceAll(
    /\{([^{}]+)\}/g,
    (_whole, name: string) => textAt(objectAt(variables, name), "default") ?? "",
  );
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "");
}

const dialectOf = (root: JsonObject): Dialect => ({
  request: (operation) => contentOf(resolve(root, memberOf(operation, "requestBody")) ?? {}),
  content: contentOf,
});

const contentOf = (of: JsonObject): readonly ApiContent[] =>
  objectsIn(objectAt(of, "content"))
    .map(([contentType, media]) => ({ contentType, schema: memberOf(media, "schema") }))
    .filter(({ schema }) => schema !== undefined);

/** What AWS's parser says of what must be there, and is not. */
function warningsOf(root: JsonObject): readonly string[] {
  const info = objectAt(root, "info");
  const ofRoot = Object.hasOwn(root, "paths") ? [] : ["paths"];
  const ofInfo = ["title", "version"].filter((name) => !Object.hasOwn(info, name)).map((name) => `info.${name}`);
  const ofPaths = objectsIn(objectAt(root, "paths")).flatMap(([path, item]) =>
    objectsIn(item)
      .filter(([name, node]) => /^(?:get|put|post|delete|options|head|patch)$/.test(name) && !("responses" in node))
      .map(([name]) => `paths.'${path}'(${name}).responses`),
  );
  return [...ofRoot, ...ofInfo, ...ofPaths].map((attribute) => `Parse issue: attribute ${attribute} is missing`);
}
