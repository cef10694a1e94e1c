import { asBytes, asDate, asEntries, asItems, asValues } from "../handler-values.ts";
import type { ListShape, MapShape, Member, ServiceModel, SimpleShape, StructureShape, Traits } from "../model.ts";
import { memberOf, resolveMember, structureOf, textTrait } from "../shape-of.ts";
import { formatTimestamp, timestampFormatOf } from "../timestamp.ts";

/** A handler's value to its JSON text. */
type WriteJson = (value: unknown) => string;

/** Writes values by the shapes of one model. Both functions compile; keep and reuse what they return. */
export type JsonWriter = {
  /** A structure, or only the named members of it, as REST bodies carry. */
  readonly members: (shape: string, names?: readonly string[]) => WriteJson;
  readonly value: (member: Member) => WriteJson;
};

type Compiler = {
  readonly model: ServiceModel;
  /** By name: a shape may contain itself, and is compiled at its first use. */
  readonly shapes: Map<string, WriteJson>;
};

/** A writer for the bodies of awsJson and restJson1: straight to text, without an object in between. */
export function jsonWriter(model: ServiceModel): JsonWriter {
  const compiler: Compiler = { model, shapes: new Map() };
  return {
    members: (name, names) => structure(compiler, structureOf(model, name), names),
    value: (member) => memberWriter(compiler, member),
  };
}

function memberWriter(compiler: Compiler, member: Member): WriteJson {
  const { shape, traits } = resolveMember(compiler.model, member);
  if (shape.type !== "structure" && shape.type !== "list" && shape.type !== "map") return leaf(shape, traits);
  const known = compiler.shapes.get(member.shape);
  if (known !== undefined) return known;
  let write: WriteJson | undefined;
  const writeLater: WriteJson = (value) => {
    write ??= aggregate(compiler, shape);
    return write(value);
  };
  compiler.shapes.set(member.shape, writeLater);
  return writeLater;
}

function aggregate(compiler: Compiler, shape: StructureShape | ListShape | MapShape): WriteJson {
  if (shape.type === "structure") return structure(compiler, shape);
  return shape.type === "list" ? list(compiler, shape) : map(compiler, shape);
}

function structure(compiler: Compiler, shape: StructureShape, names?: readonly string[]): WriteJson {
  const members = (names ?? Object.keys(shape.members)).map((name) => {
    const member = memberOf(shape, name);
    const label = `${JSON.stringify(textTrait(member.traits, "jsonName") ?? name)}:`;
    return { name, label, write: memberWriter(compiler, member) };
  });
  return (value) => {
    const values = asValues(value);
    let text = "";
    for (const { name, label, write } of members) {
      const found = values[name];
      if (found !== undefined && found !== null) text += `${text === "" ? "{" : ","}${label}${write(found)}`;
    }
    return text === "" ? "{}" : `${text}}`;
  };
}

function list(compiler: Compiler, shape: ListShape): WriteJson {
  const write = memberWriter(compiler, shape.member);
  return (value) => {
    let text = "";
    for (const item of asItems(value)) {
      if (item !== undefined && item !== null) text += `${text === "" ? "[" : ","}${write(item)}`;
    }
    return text === "" ? "[]" : `${text}]`;
  };
}

function map(compiler: Compiler, shape: MapShape): WriteJson {
  const write = memberWriter(compiler, shape.value);
  return (value) => {
    let text = "";
    for (const [key, item] of asEntries(value)) {
      if (item === undefined || item === null) continue;
      text += `${text === "" ? "{" : ","}${JSON.stringify(key)}:${write(item)}`;
    }
    return text === "" ? "{}" : `${text}}`;
  };
}

function leaf(shape: SimpleShape, traits: Traits): WriteJson {
  switch (shape.type) {
    case "string":
      return (value) => JSON.stringify(String(value));
    case "boolean":
      return (value) => (value === true ? "true" : "false");
    case "blob":
      return (value) => `"${asBytes(value).toString("base64")}"`;
    case "timestamp": {
      const format = timestampFormatOf(shape, traits) ?? "epoch-seconds";
      if (format === "epoch-seconds") return (value) => formatTimestamp(asDate(value), format);
      return (value) => `"${formatTimestamp(asDate(value), format)}"`;
    }
    case "document":
      return (value) => JSON.stringify(value);
    default:
      return number;
  }
}

/** Also bigints, and what JSON has no number for as https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html spells it. */
function number(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) return `"${value}"`;
  return String(value);
}
