import type { Nodes } from "./syntax.ts";
import { TemplateFault } from "./template.ts";

/** What a template works with: Java's values, as AWS's engine has them. Whole numbers are `number`, or `bigint` where large. */
export type Value = null | string | number | bigint | boolean | Double | List | JavaMap | Entry | Block | Host;

/** A map keeps its order, and its keys are text. */
export type JavaMap = Map<string, Value>;

/** Java's Double, which is no whole number even where it has no fraction. */
export class Double {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** Java's lists: those of a JSON document are written as JSON, others as Java writes them. */
export class List {
  readonly items: Value[];
  readonly isJson: boolean;

  constructor(items: Value[], isJson = false) {
    this.items = items;
    this.isJson = isJson;
  }
}

/** An entry of a map. */
export class Entry {
  readonly key: string;
  readonly value: Value;

  constructor(key: string, value: Value) {
    this.key = key;
    this.value = value;
  }
}

/** What `#define` names: rendered wherever it stands. */
export class Block {
  readonly body: Nodes;

  constructor(body: Nodes) {
    this.body = body;
  }
}

/** An object that API Gateway hands in: `$input`, `$util`. It has nothing but what stands here. */
export class Host {
  readonly methods: Readonly<Record<string, (args: readonly Value[]) => Value>>;
  readonly properties: Readonly<Record<string, () => Value>>;

  constructor(methods: Host["methods"], properties: Host["properties"] = {}) {
    this.methods = methods;
    this.properties = properties;
  }
}

/** Deeper nobody nests data; a list may hold itself. */
const MAX_DEPTH = 200;

/** Lists of lists of the same lists are small and yet endless to write: this many values, or characters of texts, are not. */
const MAX_WRITTEN = 10 * 1024 * 1024;

/** What is being written, and how much more of it may be. */
type Writing = { depth: number; left: number };

/** A value as Java's `toString` writes it. @throws TemplateFault where it is too large */
export const javaString = (value: Value): string =>
  typeof value === "string" ? value : write(value, { depth: 0, left: MAX_WRITTEN });

/** A value as JSON, without spaces. @throws TemplateFault where it is too large */
export const toJson = (value: Value): string => writeJson(value, { depth: 0, left: MAX_WRITTEN });

function write(value: Value, writing: Writing): string {
  count(value, writing);
  if (typeof value === "string") return value;
  if (value instanceof List) {
    const items = deeper(writing, () => value.items.map((item) => (value.isJson ? writeJson : write)(item, writing)));
    return `[${items.join(value.isJson ? "," : ", ")}]`;
  }
  if (value instanceof Map) {
    return `{${deeper(writing, () => [...value].map(([key, of]) => `${key}=${write(of, writing)}`)).join(", ")}}`;
  }
  if (value instanceof Entry) return `${value.key}=${deeper(writing, () => write(value.value, writing))}`;
  if (value instanceof Double) return doubleString(value.value);
  return value instanceof Block || value instanceof Host ? "" : String(value);
}

function writeJson(value: Value, writing: Writing): string {
  count(value, writing);
  if (value instanceof List) {
    return `[${deeper(writing, () => value.items.map((item) => writeJson(item, writing))).join(",")}]`;
  }
  if (value instanceof Map) {
    const members = deeper(writing, () => [...value].map(([key, of]) => `${quoted(key)}:${writeJson(of, writing)}`));
    return `{${members.join(",")}}`;
  }
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "bigint") {
    return String(value);
  }
  return value instanceof Double ? doubleString(value.value) : quoted(write(value, writing));
}

const quoted = (text: string): string => JSON.stringify(text);

function count(value: Value, writing: Writing): void {
  writing.left -= typeof value === "string" ? 1 + value.length : 1;
  if (writing.left < 0) throw new TemplateFault("Data is too large.");
}

function deeper<Result>(writing: Writing, run: () => Result): Result {
  writing.depth += 1;
  if (writing.depth > MAX_DEPTH) throw new TemplateFault("Data is nested too deeply.");
  const result = run();
  writing.depth -= 1;
  return result;
}

/** From here on, and below, Java writes a Double with an exponent. https://docs.oracle.com/javase/8/docs/api/java/lang/Double.html#toString-double- */
const LARGE = 1e7;
const SMALL = 1e-3;

function doubleString(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  const size = Math.abs(value);
  if (value === 0 || (size >= SMALL && size < LARGE)) return withFraction(String(value));
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  return `${withFraction(mantissa)}E${exponent.replace("+", "")}`;
}

const withFraction = (text: string): string => (text.includes(".") ? text : `${text}.0`);

/** Everything but `false` and nothing at all is true, also what is empty. */
export const isTrue = (value: Value): boolean => value !== null && value !== false;

export const isNumber = (value: Value): value is number | bigint | Double =>
  typeof value === "number" || typeof value === "bigint" || value instanceof Double;

/** A number for comparisons and counting. */
export const toNumber = (value: number | bigint | Double): number =>
  value instanceof Double ? value.value : Number(value);

/** A whole number as it is kept. */
export function whole(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** `==`: numbers by their value, values of two kinds by what they are written as. */
export function isEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (isNumber(left) && isNumber(right)) return toNumber(left) === toNumber(right);
  return javaString(left) === javaString(right);
}
