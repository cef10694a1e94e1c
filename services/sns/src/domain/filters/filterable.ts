import type { MessageAttribute } from "../messages/publication.ts";
import type { FilterScope } from "./policy.ts";
import type { Scalar } from "./rule.ts";

/**
 * A message as filters see it. One serves all filters of a message: what they look at is parsed when the first asks
 * for it, and once.
 */
export type Filterable = {
  /** What filters of a scope may look at; `undefined` where it is no JSON object. */
  fields(scope: FilterScope): Fields | undefined;
};

/** The values of a message, by their paths: names joined by dots. */
export type Fields = {
  /** Nothing is there at all. */
  readonly isEmpty: boolean;
  /** All values at a path: several where there are arrays, none where there is nothing. */
  at(path: string): readonly Scalar[];
};

export type FilteredMessage = {
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly message: string;
};

/** Readies a message for its filters. */
export function filterable({ attributes, message }: FilteredMessage): Filterable {
  const ofAttributes = once(() => attributeFields(attributes));
  const ofBody = once(() => bodyFields(message));
  return { fields: (scope) => (scope === "MessageAttributes" ? ofAttributes() : ofBody()) };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

const NOTHING: readonly Scalar[] = [];

/** Binary attributes AWS does not look at. */
function attributeFields(attributes: Readonly<Record<string, MessageAttribute>>): Fields {
  const values = new Map<string, readonly Scalar[]>();
  for (const [name, attribute] of Object.entries(attributes)) {
    if (!/^Binary(\.|$)/.test(attribute.type)) values.set(name, attributeValues(attribute));
  }
  return { isEmpty: values.size === 0, at: (path) => values.get(path) ?? NOTHING };
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
function attributeValues({ type, value }: MessageAttribute): readonly Scalar[] {
  if (type === "String.Array" || type === "Number.Array") {
    const list = parsed(value);
    return Array.isArray(list) ? list.filter(isScalar) : NOTHING;
  }
  if (!/^Number(\.|$)/.test(type)) return [value];
  return DECIMAL.test(value) ? [Number(value)] : NOTHING;
}

const DECIMAL = /^[+-]?(?:\d+\.?|\d*\.\d+)(?:[eE][+-]?\d+)?$/;

function bodyFields(message: string): Fields | undefined {
  const body = parsed(message);
  if (!isObject(body) || Array.isArray(body)) return undefined;
  const found = new Map<string, readonly Scalar[]>();
  return {
    isEmpty: Object.keys(body).length === 0,
    at: (path) => {
      const known = found.get(path);
      if (known !== undefined) return known;
      const values = valuesAt(body, path);
      found.set(path, values);
      return values;
    },
  };
}

/** A part of a body, and the offset of the path from which on names are still to be found in it. */
type Part<Value = unknown> = { readonly value: Value; readonly from: number };

/** A path, and where in it a name may end: at its dots, and at its end. */
type Path = { readonly text: string; readonly ends: readonly number[] };

/**
 * All values at a path of a body. AWS looks into arrays and arrays in them, and takes values of different objects of an
 * array together. A name in the body may have dots itself, so that `a.b` is found at `{"a":{"b":…}}` and `{"a.b":…}`.
 */
function valuesAt(body: object, text: string): readonly Scalar[] {
  const path = { text, ends: endsOf(text) };
  const values: Scalar[] = [];
  // No recursion: arrays may be nested as deep as a message is long.
  const parts: Part[] = [{ value: body, from: 0 }];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const { value, from } = part;
    if (Array.isArray(value)) {
      for (const item of value) parts.push({ value: item, from });
    } else if (isObject(value)) {
      pushMembers({ value, from }, path, parts);
    } else if (from > text.length && isScalar(value)) {
      values.push(value);
    }
  }
  return values;
}

function endsOf(text: string): readonly number[] {
  const ends: number[] = [];
  for (let at = text.indexOf("."); at >= 0; at = text.indexOf(".", at + 1)) ends.push(at);
  return [...ends, text.length];
}

/** So many names are tried for each object. Of paths with more dots, each name of the object is compared with the path. */
const MAX_NAMES_TRIED = 8;

function pushMembers({ value, from }: Part<Record<string, unknown>>, path: Path, parts: Part[]): void {
  const { text, ends } = path;
  const push = (name: string): void => {
    parts.push({ value: value[name], from: from + name.length + 1 });
  };
  if (ends.length <= MAX_NAMES_TRIED) {
    for (const end of ends) {
      const name = end < from ? undefined : text.slice(from, end);
      if (name !== undefined && Object.hasOwn(value, name)) push(name);
    }
    return;
  }
  for (const name of Object.keys(value)) {
    const end = from + name.length;
    if (end <= text.length && text.startsWith(name, from) && (end === text.length || text.charAt(end) === ".")) {
      push(name);
    }
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
