import type { ListShape, MapShape, Member, ServiceModel, Shape, StructureShape } from "../model.ts";
import { emptyMap } from "../reader.ts";
import { memberOf, resolveMember, structureOf, textTrait } from "../shape-of.ts";
import { parseTimestamp } from "../timestamp.ts";
import type { Values } from "../wire.ts";
import { type XmlElement, XmlSyntaxError } from "./parse.ts";

/** Reads elements by the shapes of one model. Both functions compile; keep and reuse what they return. */
type XmlReader = {
  /** The members of a structure (all of them, or the named ones), found inside an element. */
  readonly members: (shape: string, names?: readonly string[]) => (element: XmlElement) => Values;
  /** A member's value, from its own element. */
  readonly value: (member: Member) => ReadXml;
};

/** An element to its value. What the model does not know is skipped, as AWS does. @throws XmlSyntaxError a value of a wrong type. */
type ReadXml = (element: XmlElement) => unknown;

/** A reader for the XML bodies of restXml. */
export function xmlReader(model: ServiceModel): XmlReader {
  const compiler = { model, structures: new Map() };
  return {
    members: (shape, names) => members(compiler, structureOf(model, shape), names),
    value: (member) => valueOf(compiler, member),
  };
}

type ReadStructure = (element: XmlElement) => Values;
type Compiler = { readonly model: ServiceModel; readonly structures: Map<string, ReadStructure> };

/** Compiled at its first use, for a structure may contain itself. */
function structure(compiler: Compiler, name: string): ReadStructure {
  const known = compiler.structures.get(name);
  if (known) return known;
  const shape = structureOf(compiler.model, name);
  let read: ReadStructure | undefined;
  const made: ReadStructure = (element) => {
    read ??= members(compiler, shape);
    return read(element);
  };
  compiler.structures.set(name, made);
  return made;
}

function members(
  compiler: Compiler,
  shape: StructureShape,
  names: readonly string[] = Object.keys(shape.members),
): ReadStructure {
  const known = names.map((name) => ({ name, read: memberReader(compiler, name, memberOf(shape, name)) }));
  return (element) => {
    const values: Values = {};
    for (const { name, read } of known) {
      const value = read(element);
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

/** Finds a member inside the element of its structure. */
function memberReader(compiler: Compiler, memberName: string, member: Member): ReadXml {
  const { shape, traits } = resolveMember(compiler.model, member);
  const name = textTrait(member.traits, "xmlName") ?? memberName;
  if (traits["xmlAttribute"] !== undefined) {
    return ({ attributes }) => {
      const text = attributes.get(name);
      return text === undefined ? undefined : simpleValue(shape, text);
    };
  }
  if (traits["xmlFlattened"] !== undefined && (shape.type === "list" || shape.type === "map")) {
    const read = collection(compiler, shape);
    return (element) => {
      const found = childrenOf(element, name);
      return found.length === 0 ? undefined : read(found);
    };
  }
  const read = valueOf(compiler, member);
  return ({ children }) => {
    const found = children.find((child) => child.name === name);
    return found && read(found);
  };
}

function valueOf(compiler: Compiler, member: Member): ReadXml {
  const { shape } = resolveMember(compiler.model, member);
  if (shape.type === "structure") return structure(compiler, member.shape);
  if (shape.type !== "list" && shape.type !== "map") return (element) => simpleValue(shape, element.text);
  const read = collection(compiler, shape);
  const itemName = shape.type === "map" ? "entry" : (textTrait(shape.member.traits, "xmlName") ?? "member");
  return (element) => read(childrenOf(element, itemName));
}

/** A list or map from the elements of its items. */
function collection(compiler: Compiler, shape: ListShape | MapShape): (items: readonly XmlElement[]) => unknown {
  if (shape.type === "list") {
    const read = valueOf(compiler, shape.member);
    return (items) => items.map(read);
  }
  const keyName = textTrait(shape.key.traits, "xmlName") ?? "key";
  const valueName = textTrait(shape.value.traits, "xmlName") ?? "value";
  const read = valueOf(compiler, shape.value);
  const entry = (item: XmlElement): [string, unknown] => {
    const key = childrenOf(item, keyName)[0];
    const value = childrenOf(item, valueName)[0];
    if (!key || !value) throw new XmlSyntaxError("An entry of a map needs a key and a value.");
    return [key.text, read(value)];
  };
  return (items) => {
    const entries = emptyMap();
    for (const item of items) {
      const [key, value] = entry(item);
      entries[key] = value;
    }
    return entries;
  };
}

const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

function simpleValue(shape: Shape, text: string): unknown {
  switch (shape.type) {
    case "boolean":
      return booleanOf(text.trim());
    case "integer":
    case "long":
      return numberOf(text.trim(), INTEGER);
    case "float":
    case "double":
      return numberOf(text.trim(), DECIMAL);
    case "timestamp":
      return timeOf(text);
    case "blob":
      return Buffer.from(text, "base64");
    default:
      return text;
  }
}

function booleanOf(text: string): boolean {
  if (text === "true" || text === "false") return text === "true";
  throw new XmlSyntaxError(`${text} is no boolean.`);
}

function numberOf(text: string, form: RegExp): number {
  if (!form.test(text)) throw new XmlSyntaxError(`${text} is no number.`);
  return Number(text);
}

function timeOf(text: string): Date {
  const time = parseTimestamp(text);
  if (!time) throw new XmlSyntaxError(`${text} is no time.`);
  return time;
}

const INTEGER = /^[+-]?\d{1,19}$/;
const DECIMAL = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|NaN|-?Infinity)$/;
