import { ownEntry } from "../own-entry.ts";
import type { StoredModel } from "./snapshot.ts";

/** What a template needs to know of a JSON schema, which may be whatever JSON somebody took for one. */
type Schema = Readonly<Record<string, unknown>>;

const schemaIn = (value: unknown): Schema => Object(value) as Schema; // as: what is none has no members that count.

/**
 * A mapping template to begin with: what is of a model's form, made of examples.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetModelTemplate.html
 */
export function templateOf({ contentType, schema = "{}" }: StoredModel): string {
  const root = schemaIn(contentType === "application/json" ? JSON.parse(schema) : {});
  const definitions = schemaIn(root["definitions"]);
  const at = { definitions, left: { examples: MAX_EXAMPLES }, indent: "", path: "$inputRoot", within: [] };
  return `#set($inputRoot = $input.path('$'))\n${exampleOf(root, at)}`;
}

/** Definitions that refer to others twice, and these again, would make templates that are larger than any disk. */
const MAX_EXAMPLES = 10_000;

type At = {
  readonly definitions: Schema;
  /** How many more examples there may be, of all that the template has. */
  readonly left: { examples: number };
  readonly indent: string;
  /** What the template calls the value. */
  readonly path: string;
  /** Definitions that the value is within: those that refer to themselves would have no end. */
  readonly within: readonly string[];
};

const EXAMPLES: ReadonlyMap<unknown, string> = new Map([
  ["string", '"foo"'],
  ["integer", "42"],
  ["number", "42.0"],
  ["boolean", "true"],
  ["null", "null"],
]);

function exampleOf(schema: Schema, at: At): string {
  at.left.examples -= 1;
  if (at.left.examples < 0) return "{ }";
  const { $ref, items, properties, type } = schema;
  if (typeof $ref === "string") {
    const name = $ref.replace("#/definitions/", "");
    const referred = ownEntry(at.definitions, name);
    if (referred === undefined || at.within.includes(name)) return "{ }";
    return exampleOf(schemaIn(referred), { ...at, within: [...at.within, name] });
  }
  if (items !== undefined || type === "array") return listExample(schemaIn(items), at);
  return EXAMPLES.get(type) ?? objectExample(schemaIn(properties), at);
}

function objectExample(properties: Schema, at: At): string {
  const indent = `${at.indent}  `;
  const members = Object.entries(properties).map(
    ([name, schema]) =>
      `${indent}"${name}" : ${exampleOf(schemaIn(schema), { ...at, indent, path: `${at.path}.${name}` })}`,
  );
  return members.length === 0 ? "{ }" : `{\n${members.join(",\n")}\n${at.indent}}`;
}

function listExample(items: Schema, at: At): string {
  const indent = `${at.indent}  `;
  const example = exampleOf(items, { ...at, indent, path: "$elem" });
  return `[\n##TODO: Update this foreach loop to reference array from input json\n#foreach($elem in ${at.path})\n${indent}${example}#if($foreach.hasNext),#end\n#end\n${at.indent}]`;
}
