import { MAX_DEPTH } from "./depth.ts";
import type { ListShape, MapShape, Member, ServiceModel, SimpleShape, StructureShape, Traits } from "./model.ts";
import { memberOf, resolveMember, structureOf, textTrait } from "./shape-of.ts";
import type { Values } from "./wire.ts";

/** A decoded but untyped value to the value that a handler sees. */
export type ReadValue = (value: unknown) => unknown;

/** Reads by the shapes of one model. Both functions compile; keep and reuse what they return. */
export type ValueReader = {
  /** A structure, or only the named members of it, as REST bodies carry. */
  readonly members: (shape: string, names?: readonly string[]) => (value: unknown) => Values;
  readonly value: (member: Member) => ReadValue;
};

/** What a value should have been: a shape, and what it is part of. */
export type Expected = {
  readonly type: "structure" | "list" | "map";
  /** The model's name of it. */
  readonly name: string;
  /** The whole input, a member of a structure, or an item of a list or map. */
  readonly place: "input" | "member" | "item";
};

/** What the formats (JSON, CBOR) differ in: the leaves, and the words for what is refused. */
export type ReaderRules = {
  readonly leaf: (shape: SimpleShape, traits: Traits) => ReadValue;
  /** The error for a value of another kind than the shape's. */
  readonly wrongKind: (value: unknown, expected: Expected) => Error;
  readonly tooDeep: () => Error;
};

type ReadAt<Value = unknown> = (value: unknown, depth: number) => Value;
type Compiler = {
  readonly model: ServiceModel;
  readonly rules: ReaderRules;
  /** By place and name: a shape may contain itself, and is compiled at its first use. */
  readonly shapes: Map<string, ReadAt>;
};

/** Compiles readers for values that a parser made: objects, arrays, and what the rules know of leaves. */
export function createReader(model: ServiceModel, rules: ReaderRules): ValueReader {
  const compiler: Compiler = { model, rules, shapes: new Map() };
  return {
    members: (name, names) => {
      const expected = { type: "structure", name, place: "input" } as const;
      const read = structure(compiler, structureOf(model, name), { expected, names });
      return (value) => read(value, 0);
    },
    value: (member) => {
      const read = memberReader(compiler, member, "member");
      return (value) => read(value, 0);
    },
  };
}

function memberReader(compiler: Compiler, member: Member, place: Expected["place"]): ReadAt {
  const { shape, traits } = resolveMember(compiler.model, member);
  if (shape.type !== "structure" && shape.type !== "list" && shape.type !== "map") {
    return compiler.rules.leaf(shape, traits);
  }
  const key = `${place} ${member.shape}`;
  const known = compiler.shapes.get(key);
  if (known !== undefined) return known;
  let read: ReadAt | undefined;
  const readLater: ReadAt = (value, depth) => {
    if (depth >= MAX_DEPTH) throw compiler.rules.tooDeep();
    read ??= aggregate(compiler, shape, { type: shape.type, name: member.shape, place });
    return read(value, depth + 1);
  };
  compiler.shapes.set(key, readLater);
  return readLater;
}

function aggregate(compiler: Compiler, shape: StructureShape | ListShape | MapShape, expected: Expected): ReadAt {
  if (shape.type === "structure") return structure(compiler, shape, { expected });
  return shape.type === "list" ? list(compiler, shape, expected) : map(compiler, shape, expected);
}

function structure(
  compiler: Compiler,
  shape: StructureShape,
  { expected, names }: { readonly expected: Expected; readonly names?: readonly string[] | undefined },
): ReadAt<Values> {
  const members = (names ?? Object.keys(shape.members)).map((name) => {
    const member = memberOf(shape, name);
    return {
      name,
      wireName: textTrait(member.traits, "jsonName") ?? name,
      read: memberReader(compiler, member, "member"),
    };
  });
  return (value, depth) => {
    if (!isRecord(value)) throw compiler.rules.wrongKind(value, expected);
    const values: Values = {};
    for (const { name, wireName, read } of members) {
      const found = value[wireName];
      if (found !== undefined && found !== null) values[name] = read(found, depth);
    }
    return values;
  };
}

function list(compiler: Compiler, shape: ListShape, expected: Expected): ReadAt {
  const read = memberReader(compiler, shape.member, "item");
  return (value, depth) => {
    if (!Array.isArray(value)) throw compiler.rules.wrongKind(value, expected);
    const items: unknown[] = [];
    for (const item of value) {
      // AWS drops a null in a list.
      if (item !== undefined && item !== null) items.push(read(item, depth));
    }
    return items;
  };
}

function map(compiler: Compiler, shape: MapShape, expected: Expected): ReadAt {
  const read = memberReader(compiler, shape.value, "item");
  return (value, depth) => {
    if (!isRecord(value)) throw compiler.rules.wrongKind(value, expected);
    const entries = emptyMap();
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (item !== undefined && item !== null) entries[key] = read(item, depth);
    }
    return entries;
  };
}

/** An object for a client's keys: without a prototype, so that `__proto__` and `constructor` are keys like any other. */
export function emptyMap(): Values {
  const empty: Values = Object.create(null);
  return empty;
}

/** Whether a parser's value is an object with keys. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
