import { TemplateFault } from "../template.ts";
import { List, type Value } from "../values.ts";
import { parseFilter } from "./filter.ts";
import { functionOf } from "./functions.ts";
import { Reader } from "./reader.ts";

/** What a path leads to in a document; `undefined`: nothing. Filters may ask for the whole document beside the value at hand. */
export type JsonPath = (from: Value, root: Value) => Value | undefined;

/** What a segment finds in a value. */
type Segment = {
  readonly find: (value: Value, root: Value) => readonly Value[];
  /** It finds one value or none: only of such paths what is not there is nothing, and no empty list. */
  readonly isDefinite: boolean;
};

/** More values than this leads no path to that anybody means: `$..*..*..*`. */
const MAX_VALUES = 100_000;

/**
 * Compiles a path as Jayway's JsonPath understands it, which AWS uses. https://github.com/json-path/JsonPath
 * @throws TemplateFault
 */
export function compileJsonPath(text: string): (document: Value) => Value | undefined {
  const trimmed = text.trim();
  const reader = new Reader(/^[$@]/.test(trimmed) ? trimmed : `$.${trimmed}`);
  reader.take(/[$@]/y);
  const path = parsePath(reader);
  if (!reader.isAtEnd) throw reader.fault();
  return (document) => path(document, document);
}

/** The segments from here on, as far as there are some. */
function parsePath(reader: Reader): JsonPath {
  const segments: Segment[] = [];
  for (let segment = parseSegment(reader); segment; segment = parseSegment(reader)) segments.push(segment);
  const isDefinite = segments.every((segment) => segment.isDefinite);
  return (from, root) => {
    const found = segments.reduce<readonly Value[]>((values, segment) => findAll(values, segment, root), [from]);
    return isDefinite ? found[0] : new List([...found], true);
  };
}

function findAll(values: readonly Value[], segment: Segment, root: Value): readonly Value[] {
  const found: Value[] = [];
  for (const value of values) {
    for (const one of segment.find(value, root)) found.push(one);
    if (found.length > MAX_VALUES) throw new TemplateFault("A path leads to too many values.");
  }
  return found;
}

const NAME = /[^\s.[\]()'",=<>!&|*?@:]+/y;

function parseSegment(reader: Reader): Segment | undefined {
  if (reader.take(/\.\.(?=\[)/y)) return deep();
  if (reader.take(/\.\.\*/y)) return both(deep(), wildcard);
  if (reader.take(/\.\./y)) return both(deep(), parseName(reader));
  if (reader.take(/\.\*/y)) return wildcard;
  if (reader.take(/\.(?=[^.[])/y)) return parseName(reader);
  return reader.take(/\.?\[\s*/y) ? reader.nested(() => parseBrackets(reader)) : undefined;
}

function parseName(reader: Reader): Segment {
  const name = reader.take(NAME)?.[0];
  if (name === undefined) throw reader.fault();
  if (!reader.take(/\(\)/y)) return named([name]);
  const run = functionOf(name);
  if (!run) throw reader.fault();
  return { isDefinite: true, find: (value) => run(value) };
}

const QUOTED = /'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"/y;

function parseBrackets(reader: Reader): Segment {
  const filter = reader.take(/\?\s*\(/y);
  if (filter) {
    const test = parseFilter(reader, () => parsePath(reader));
    reader.expect(/\s*\)\s*\]/y);
    return { isDefinite: false, find: (value, root) => membersOf(value).filter((member) => test(member, root)) };
  }
  if (reader.take(/\*\s*\]/y)) return wildcard;
  const slice = reader.take(/(-?\d+)?\s*:\s*(-?\d+)?\s*\]/y);
  if (slice) return sliced(slice[1], slice[2]);
  const numbers = reader.take(/(-?\d+(?:\s*,\s*-?\d+)*)\s*\]/y)?.[1];
  return numbers === undefined ? parseNames(reader) : indexed(numbers.split(",").map(Number));
}

function parseNames(reader: Reader): Segment {
  const names: string[] = [];
  do {
    const [, single, double] = reader.take(QUOTED) ?? [];
    const name = single ?? double;
    if (name === undefined) throw reader.fault();
    names.push(name.replaceAll(/\\([^])/g, "$1"));
  } while (reader.take(/\s*,\s*/y));
  reader.expect(/\s*\]/y);
  return named(names);
}

const named = (names: readonly string[]): Segment => {
  const [first = ""] = names;
  if (names.length === 1) {
    return {
      isDefinite: true,
      find: (value) => (value instanceof Map && value.has(first) ? [value.get(first) ?? null] : []),
    };
  }
  return {
    isDefinite: true,
    find: (value) => (value instanceof Map ? [new Map([...value].filter(([name]) => names.includes(name)))] : []),
  };
};

const indexed = (indexes: readonly number[]): Segment => ({
  isDefinite: indexes.length === 1,
  find: (value) =>
    value instanceof List
      ? indexes.flatMap((index) => (index < value.items.length ? (value.items.at(index) ?? []) : []))
      : [],
});

const sliced = (from: string | undefined, to: string | undefined): Segment => ({
  isDefinite: false,
  find: (value) =>
    value instanceof List ? value.items.slice(Number(from ?? 0), to === undefined ? undefined : Number(to)) : [],
});

const wildcard: Segment = { isDefinite: false, find: membersOf };

const deep = (): Segment => ({ isDefinite: false, find: (value) => [...everythingIn(value)] });

const both = (first: Segment, second: Segment): Segment => ({
  isDefinite: false,
  find: (value, root) => findAll(first.find(value, root), second, root),
});

function membersOf(value: Value): readonly Value[] {
  if (value instanceof List) return value.items;
  return value instanceof Map ? [...value.values()] : [];
}

function* everythingIn(value: Value): Generator<Value> {
  yield value;
  for (const member of membersOf(value)) yield* everythingIn(member);
}
