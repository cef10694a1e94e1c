import { type JsonObject, nonEmptyTextAt, objectAt, objectsIn } from "./json.ts";

/** What both versions of OpenAPI write alike. */

export function infoOf(root: JsonObject) {
  const info = objectAt(root, "info");
  const [title, version, description] = ["title", "version", "description"].map((name) => nonEmptyTextAt(info, name));
  return { title, version, description };
}

export const pathsOf = (root: JsonObject): readonly string[] =>
  objectsIn(objectAt(root, "paths"))
    .map(([path]) => path)
    .filter((path) => !path.startsWith("x-"));
