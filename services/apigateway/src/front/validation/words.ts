import type { ErrorObject } from "ajv";

/** No list that somebody reads is longer. */
const MAX_ERRORS = 50;

type Params = Readonly<Record<string, unknown>>;

/** What one of Ajv's errors knows. */
type Fault = { readonly params: Params; readonly schema: unknown; readonly data: unknown };

/**
 * Ajv's errors in the words of the validator that AWS uses. Properties that are missing of one object are told at once; what
 * the parts of `anyOf` and their like say is left out.
 * https://github.com/java-json-tools/json-schema-validator
 */
export function wordsOf(errors: readonly ErrorObject[]): readonly string[] {
  const words = new Map<string, string>();
  const missing = new Map<string, string[]>();
  for (const error of errors.slice(0, MAX_ERRORS)) {
    const { instancePath, keyword, schemaPath } = error;
    if (/\/(?:allOf|anyOf|oneOf)\/\d+\//.test(schemaPath)) continue;
    const place = `${instancePath} ${schemaPath}`;
    if (keyword === "required" || keyword === "additionalProperties")
      addName(missing, `${instancePath} ${keyword}`, error);
    const names = missing.get(`${instancePath} ${keyword}`);
    words.set(names ? `${instancePath} ${keyword}` : place, names ? namesWords(keyword, names) : wordsFor(error));
  }
  return words.size === 0 ? ["instance does not match the schema"] : [...words.values()];
}

function addName(names: Map<string, string[]>, place: string, { params }: ErrorObject): void {
  const { additionalProperty, missingProperty } = params as Params; // as: Ajv knows no more of it.
  names.set(place, [...(names.get(place) ?? []), String(missingProperty ?? additionalProperty)].toSorted());
}

const namesWords = (keyword: string, names: readonly string[]): string =>
  keyword === "required"
    ? `object has missing required properties (${JSON.stringify(names)})`
    : `object instance has properties which are not allowed by the schema: ${JSON.stringify(names)}`;

function wordsFor({ data, keyword, message = "", params, schema }: ErrorObject): string {
  // as: Ajv tells no more of params; in verbose mode it gives schema and data.
  return WORDS.get(keyword)?.({ params: params as Params, schema, data }) ?? message;
}

const WORDS: ReadonlyMap<string, (fault: Fault) => string> = new Map<string, (fault: Fault) => string>([
  ["type", typeWords],
  ["enum", ({ data, schema }) => `instance value (${json(data)}) not found in enum (possible values: ${json(schema)})`],
  ["maximum", (fault) => boundWords(fault, { strict: "lower", loose: "greater", name: "maximum" })],
  ["minimum", (fault) => boundWords(fault, { strict: "greater", loose: "lower", name: "minimum" })],
  ["multipleOf", ({ data, schema }) => `remainder of division is not zero (${json(data)} / ${json(schema)})`],
  [
    "maxLength",
    ({ data, schema }) =>
      `string ${json(data)} is too long (length: ${lengthOf(data)}, maximum allowed: ${json(schema)})`,
  ],
  [
    "minLength",
    ({ data, schema }) =>
      `string ${json(data)} is too short (length: ${lengthOf(data)}, required minimum: ${json(schema)})`,
  ],
  ["pattern", ({ data, schema }) => `ECMA 262 regex ${quoted(schema)} does not match input string ${quoted(data)}`],
  [
    "maxItems",
    ({ data, schema }) =>
      `array is too long: must have at most ${json(schema)} elements but instance has ${lengthOf(data)} elements`,
  ],
  [
    "minItems",
    ({ data, schema }) =>
      `array is too short: must have at least ${json(schema)} elements but instance has ${lengthOf(data)} elements`,
  ],
  ["uniqueItems", () => "array must not contain duplicate elements"],
  [
    "maxProperties",
    ({ data, schema }) =>
      `object has too many properties (found ${lengthOf(data)} but schema requires at most ${json(schema)})`,
  ],
  [
    "minProperties",
    ({ data, schema }) =>
      `object has too few properties (found ${lengthOf(data)} but schema requires at least ${json(schema)})`,
  ],
  ["anyOf", ({ schema }) => `instance failed to match at least one required schema among ${lengthOf(schema)}`],
  [
    "oneOf",
    ({ params, schema }) =>
      `instance failed to match exactly one schema (matched ${matchedOf(params)} out of ${lengthOf(schema)})`,
  ],
  ["not", () => "instance matched a schema which it should not have"],
  ["format", ({ data, params }) => `string ${json(data)} is not a valid ${String(params["format"])}`],
]);

function typeWords({ data, schema }: Fault): string {
  const allowed = [schema].flat().flatMap((type) => (type === "number" ? ["integer", "number"] : [String(type)]));
  return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${json([...new Set(allowed)].toSorted())})`;
}

function typeOf(data: unknown): string {
  if (data === null) return "null";
  if (Array.isArray(data)) return "array";
  return typeof data === "number" && Number.isInteger(data) ? "integer" : typeof data;
}

type Bound = { readonly strict: string; readonly loose: string; readonly name: string };

function boundWords({ data, params, schema }: Fault, { loose, name, strict }: Bound): string {
  const comparison = String(params["comparison"]);
  if (comparison === ">" || comparison === "<") {
    return `numeric instance is not strictly ${strict} than the required ${name} ${json(schema)}`;
  }
  return `numeric instance is ${loose} than the required ${name} (${name}: ${json(schema)}, found: ${json(data)})`;
}

const matchedOf = (params: Params): number =>
  Array.isArray(params["passingSchemas"]) ? params["passingSchemas"].length : 0;

/** Of texts in characters, as the standard has it. */
function lengthOf(value: unknown): number {
  if (typeof value === "string") return Array.from(value).length;
  return Array.isArray(value) ? value.length : Object.keys(value ?? {}).length;
}

/** Values longer than this are cut in what somebody reads. */
const MAX_VALUE_CHARS = 1000;

function json(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS)}…` : text;
}

const quoted = (value: unknown): string => `"${String(value).slice(0, MAX_VALUE_CHARS)}"`;
