import { asBytes, asDate, asEntries, asItems, asValues, isAbsent } from "../handler-values.ts";
import type { ListShape, MapShape, Member, ServiceModel, Shape, StructureShape, Traits } from "../model.ts";
import { memberOf, resolveMember, structureOf, textTrait } from "../shape-of.ts";
import { formatTimestamp, timestampFormatOf } from "../timestamp.ts";
import { escapeAttribute, escapeText } from "./escape.ts";

/** Writes values by the shapes of one model. Both functions compile; keep and reuse what they return. */
export type XmlWriter = {
  /** The members of a structure (all of them, or the named ones) as elements side by side, without one around them. */
  readonly members: (shape: string, names?: readonly string[]) => WriteXml;
  /** A value as an element named by the member's `xmlName`, or else by `name`. */
  readonly element: (name: string, member: Member) => WriteXml;
};

/** A value to its XML; nothing, where the value is absent. */
export type WriteXml = (value: unknown) => string;

/** A writer for the XML answers of restXml and awsQuery. */
export function xmlWriter(model: ServiceModel): XmlWriter {
  const compiler = { model, milliseconds: model.protocols.includes("restXml"), structures: new Map() };
  return {
    element: (name, member) => element(compiler, name, member),
    members: (name, names) => {
      const shape = structureOf(model, name);
      return children(compiler, shape, names ?? Object.keys(shape.members));
    },
  };
}

type Compiler = {
  readonly model: ServiceModel;
  /** S3 always writes the milliseconds of a time, the Query services none where they are zero. */
  readonly milliseconds: boolean;
  /** A structure may contain itself, so that each is compiled at its first use and found here by name. */
  readonly structures: Map<string, Structure>;
};

/** What stands in a structure's opening tag, and what between its tags. */
type Structure = { readonly attributes: WriteXml; readonly children: WriteXml };

function element(compiler: Compiler, memberName: string, member: Member): WriteXml {
  const { shape, traits } = resolveMember(compiler.model, member);
  const name = textTrait(member.traits, "xmlName") ?? memberName;
  const flattened = traits["xmlFlattened"] !== undefined;
  if (flattened && shape.type === "list") return each(asItems, whole(compiler, name, shape.member));
  if (flattened && shape.type === "map") return each(asEntries, mapEntry(compiler, name, shape));
  return whole(compiler, name, member);
}

/** Exactly one element of that name, whatever the member says of its name and of flattening. */
function whole(compiler: Compiler, name: string, member: Member): WriteXml {
  const { shape, traits } = resolveMember(compiler.model, member);
  const open = `<${name}${namespaceAttribute(traits)}`;
  const close = `</${name}>`;
  if (shape.type === "structure") {
    const { attributes: writeAttributes, children: writeChildren } = structure(compiler, member.shape);
    return (value) => (isAbsent(value) ? "" : `${open}${writeAttributes(value)}>${writeChildren(value)}${close}`);
  }
  if (shape.type === "list" || shape.type === "map") {
    const content = collection(compiler, shape);
    return (value) => (isAbsent(value) ? "" : `${open}>${content(value)}${close}`);
  }
  const text = simple(compiler, shape, traits);
  return (value) => (isAbsent(value) ? "" : `${open}>${escapeText(text(value))}${close}`);
}

/** What stands inside the element of a list or map. */
function collection(compiler: Compiler, shape: ListShape | MapShape): WriteXml {
  if (shape.type === "map") return each(asEntries, mapEntry(compiler, "entry", shape));
  return each(asItems, whole(compiler, textTrait(shape.member.traits, "xmlName") ?? "member", shape.member));
}

function mapEntry(compiler: Compiler, name: string, shape: MapShape): (entry: readonly [string, unknown]) => string {
  const writeKey = whole(compiler, textTrait(shape.key.traits, "xmlName") ?? "key", shape.key);
  const writeValue = whole(compiler, textTrait(shape.value.traits, "xmlName") ?? "value", shape.value);
  return ([key, value]) => (isAbsent(value) ? "" : `<${name}>${writeKey(key)}${writeValue(value)}</${name}>`);
}

function structure(compiler: Compiler, name: string): Structure {
  const known = compiler.structures.get(name);
  if (known) return known;
  const shape = structureOf(compiler.model, name);
  const made = {
    attributes: compiledLater(() => attributes(compiler, shape)),
    children: compiledLater(() => children(compiler, shape, Object.keys(shape.members))),
  };
  compiler.structures.set(name, made);
  return made;
}

function children(compiler: Compiler, shape: StructureShape, names: readonly string[]): WriteXml {
  const members = names
    .map((name) => ({ name, member: memberOf(shape, name) }))
    .filter(({ member }) => !isAttribute(member))
    .map(({ name, member }) => ({ name, write: element(compiler, name, member) }));
  return (value) => {
    const values = asValues(value);
    let text = "";
    for (const { name, write } of members) text += write(values[name]);
    return text;
  };
}

function attributes(compiler: Compiler, shape: StructureShape): WriteXml {
  const members = Object.entries(shape.members)
    .filter(([, member]) => isAttribute(member))
    .map(([name, member]) => {
      const resolved = resolveMember(compiler.model, member);
      const attribute = textTrait(member.traits, "xmlName") ?? name;
      return { name, attribute, write: simple(compiler, resolved.shape, resolved.traits) };
    });
  return (value) => {
    const values = asValues(value);
    let text = "";
    for (const { name, attribute, write } of members) {
      if (!isAbsent(values[name])) text += ` ${attribute}="${escapeAttribute(write(values[name]))}"`;
    }
    return text;
  };
}

/** A value that is neither structure nor collection, as text that is not escaped yet. */
function simple(compiler: Compiler, shape: Shape, traits: Traits): WriteXml {
  if (shape.type === "blob") return (value) => asBytes(value).toString("base64");
  if (shape.type !== "timestamp") return String;
  const format = timestampFormatOf(shape, traits) ?? "date-time";
  if (format === "date-time" && compiler.milliseconds) return (value) => asDate(value).toISOString();
  return (value) => formatTimestamp(asDate(value), format);
}

/** Items one after another. */
const each =
  <Item>(items: (value: unknown) => readonly Item[], write: (item: Item) => string): WriteXml =>
  (value) => {
    if (isAbsent(value)) return "";
    let text = "";
    for (const item of items(value)) text += write(item);
    return text;
  };

function compiledLater(compile: () => WriteXml): WriteXml {
  let write: WriteXml | undefined;
  return (value) => {
    write ??= compile();
    return write(value);
  };
}

const isAttribute = (member: Member): boolean => member.traits?.["xmlAttribute"] !== undefined;

/** The trait is a pair of prefix and URI, the prefix possibly empty: `["xsi", "http://…"]`. */
function namespaceAttribute(traits: Traits): string {
  const namespace = traits["xmlNamespace"];
  if (typeof namespace !== "object") return "";
  const [prefix, uri] = namespace;
  return ` xmlns${prefix ? `:${prefix}` : ""}="${escapeAttribute(String(uri))}"`;
}
