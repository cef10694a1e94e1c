import type { StoredModel } from "./snapshot.ts";

/** What a template needs to know of a JSON schema. */
type Schema = {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
};

/**
 * A mapping template to begin with: what is of a model's form, made of examples.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetModelTemplate.html
 */
export function templateOf({ schema = "{}" }: StoredModel): string {
  const root = JSON.parse(schema) as Schema; // as: models hold what `checkModel` takes for a schema.
  return `#set($inputRoot = $input.path('$'))\n${exampleOf(root, { root, indent: "", path: "$inputRoot", within: [] })}`;
}

type At = {
  readonly root: Schema;
  readonly indent: string;
  /** What the template calls the value. */
  readonly path: string;
  /** Definitions that the value is within: those that refer to themselves would have no end. */
  readonly within: readonly string[];
};

const EXAMPLES: Readonly<Record<string, string>> = {
  string: '"foo"',
  integer: "42",
  number: "42.0",
  boolean: "true",
  null: "null",
};

function exampleOf(schema: Schema, at: At): string {
  const name = schema.$ref?.replace("#/definitions/", "");
  if (name !== undefined) {
    const referred = at.root.definitions?.[name];
    if (referred === undefined || at.within.includes(name)) return "{ }";
    return exampleOf(referred, { ...at, within: [...at.within, name] });
  }
  if (schema.items !== undefined || schema.type === "array") return listExample(schema.items ?? {}, at);
  return EXAMPLES[String(schema.type)] ?? objectExample(schema.properties ?? {}, at);
}

function objectExample(properties: Readonly<Record<string, Schema>>, at: At): string {
  const indent = `${at.indent}  `;
  const members = Object.entries(properties).map(
    ([name, schema]) => `${indent}"${name}" : ${exampleOf(schema, { ...at, indent, path: `${at.path}.${name}` })}`,
  );
  return members.length === 0 ? "{ }" : `{\n${members.join(",\n")}\n${at.indent}}`;
}

function listExample(items: Schema, at: At): string {
  const indent = `${at.indent}  `;
  const example = exampleOf(items, { ...at, indent, path: "$elem" });
  return `[\n##TODO: Update this foreach loop to reference array from input json\n#foreach($elem in ${at.path})\n${indent}${example}#if($foreach.hasNext),#end\n#end\n${at.indent}]`;
}
