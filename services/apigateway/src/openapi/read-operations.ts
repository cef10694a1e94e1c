import type { ApiOperation, ApiParameter, ApiResponse } from "./document.ts";
import { ANY_METHOD } from "./extensions.ts";
import { flagAt, isObject, type JsonObject, listAt, memberOf, objectAt, objectsIn, textAt } from "./json.ts";
import { resolve } from "./references.ts";

/** What the versions of OpenAPI write each in their own way. */
export type Dialect = {
  readonly request: (operation: JsonObject, parameters: readonly JsonObject[]) => ApiOperation["request"];
  readonly content: (response: JsonObject, operation: JsonObject) => ApiResponse["content"];
};

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];

/** All that is done at the paths of a document. */
export function readOperations(root: JsonObject, dialect: Dialect): readonly ApiOperation[] {
  return objectsIn(objectAt(root, "paths"))
    .filter(([path]) => !path.startsWith("x-"))
    .flatMap(([path, item]) => {
      const there = resolve(root, item) ?? {};
      return [...METHODS, ANY_METHOD].flatMap((name) => {
        const node = memberOf(there, name);
        return isObject(node) ? [readOperation({ root, path, item: there, name, node }, dialect)] : [];
      });
    });
}

type Operation = {
  readonly root: JsonObject;
  readonly path: string;
  readonly item: JsonObject;
  readonly name: string;
  readonly node: JsonObject;
};

function readOperation({ item, name, node, path, root }: Operation, dialect: Dialect): ApiOperation {
  const all = [...listAt(item, "parameters"), ...listAt(node, "parameters")]
    .map((parameter) => resolve(root, parameter))
    .filter(isObject);
  const security = Object.hasOwn(node, "security") ? listAt(node, "security") : listAt(root, "security");
  return {
    path,
    httpMethod: name === ANY_METHOD ? "ANY" : name.toUpperCase(),
    node,
    operationId: textAt(node, "operationId"),
    parameters: readParameters(all),
    request: dialect.request(node, all),
    responses: objectsIn(objectAt(node, "responses"))
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, response]) => {
        const there = resolve(root, response) ?? {};
        const content = dialect.content(there, node);
        return { status, headers: Object.keys(objectAt(there, "headers")), content };
      }),
    security: security.filter(isObject),
  };
}

/** An operation's own parameters take the place of those of its path. */
function readParameters(parameters: readonly JsonObject[]): readonly ApiParameter[] {
  const found = new Map<string, ApiParameter>();
  for (const parameter of parameters) {
    const place = PLACES.find((one) => one === parameter["in"]);
    const name = textAt(parameter, "name");
    if (place === undefined || name === undefined) continue;
    found.set(`${place} ${name}`, { in: place, name, required: place === "path" || flagAt(parameter, "required") });
  }
  return [...found.values()];
}

/** Cookies and forms are nothing that API Gateway maps. */
const PLACES = ["header", "path", "query"] as const;
