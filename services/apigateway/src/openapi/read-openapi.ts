import { invalidOpenApi, unreadable } from "./errors.ts";
import type { ApiDocument } from "./document.ts";
import { isObject, type JsonObject, memberOf, textAt } from "./json.ts";
import { readDocument } from "./read-document.ts";
import { readOpenApi3 } from "./read-openapi3.ts";
import { readSwagger } from "./read-swagger.ts";

/**
 * An API as Swagger 2.0 or OpenAPI 3.0 describe it, in JSON or YAML.
 * @throws AwsError BadRequestException
 */
export function readOpenApi(text: string): ApiDocument {
  const root = readDocument(text);
  const read = readerOf(root);
  if (read === undefined) throw unreadable();
  const paths = memberOf(root, "paths");
  if (paths !== undefined && !isObject(paths)) throw invalidOpenApi();
  return read(root);
}

/** The same of APIs that know OpenAPI 3.0 alone. */
export function readOpenApi3Only(text: string): ApiDocument {
  const document = readOpenApi(text);
  if (readerOf(document.root) !== readOpenApi3) throw unreadable();
  return document;
}

function readerOf(root: JsonObject): ((root: JsonObject) => ApiDocument) | undefined {
  if (/^3\.0(?:\.\d+)?$/.test(textAt(root, "openapi") ?? "")) return readOpenApi3;
  return /^2(?:\.0)?$/.test(textAt(root, "swagger") ?? "") ? readSwagger : undefined;
}
