import { BoundedMap } from "@skylab/aws";
import type { MultiValues } from "../api-request.ts";
import { compileJsonPath } from "./json-path/json-path.ts";
import { parseJson } from "./parse-json.ts";
import type { TemplateScope } from "./template.ts";
import { Host, type JavaMap, javaString, toJson, type Value } from "./values.ts";

/** `$input`: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference */
export function inputOf(body: string, params: TemplateScope["params"]): Host {
  let read: { readonly document: Value } | undefined;
  const documentOf = (): Value => (read ??= { document: parseBody(body) }).document;
  const find = ([path = null]: readonly Value[]): Value | undefined => jsonPath(path)(documentOf());
  return new Host(
    {
      json: (args) => {
        const found = find(args);
        // AWS writes an empty text for what is not there, and an empty object for a body that is not.
        if (found === undefined) return '""';
        return found === null && body.trim() === "" ? "{}" : toJson(found);
      },
      path: (args) => find(args) ?? null,
      params: ([name]) => (name === undefined ? allParams(params) : paramOf(params, javaString(name))),
    },
    { body: () => body },
  );
}

/** What is no JSON is a text: forms come so. */
function parseBody(body: string): Value {
  const text = body.trim();
  if (text === "") return null;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** Paths in use at a time. */
const MAX_PATHS = 1000;

const paths = new BoundedMap<string, ReturnType<typeof compileJsonPath>>(MAX_PATHS);

function jsonPath(path: Value): ReturnType<typeof compileJsonPath> {
  const text = path === null ? "$" : javaString(path);
  return paths.get(text, () => compileJsonPath(text));
}

function allParams({ header, path, querystring }: TemplateScope["params"]): JavaMap {
  return new Map<string, Value>([
    ["path", new Map(Object.entries(path))],
    ["querystring", lastValues(querystring)],
    ["header", lastValues(header)],
  ]);
}

const lastValues = (values: MultiValues): JavaMap =>
  new Map([...values].map(([name, all]) => [name, all.at(-1) ?? ""]));

/** Of the path, else of the query, else of the headers; `""` where none has it. */
function paramOf({ header, path, querystring }: TemplateScope["params"], name: string): string {
  if (Object.hasOwn(path, name)) return path[name] ?? "";
  return (querystring.get(name) ?? header.get(name) ?? headerOf(header, name))?.at(-1) ?? "";
}

function headerOf(header: MultiValues, name: string): readonly string[] | undefined {
  const wanted = name.toLowerCase();
  for (const [other, values] of header) if (other.toLowerCase() === wanted) return values;
  return undefined;
}
