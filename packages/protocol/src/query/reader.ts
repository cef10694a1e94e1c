import { AwsError } from "@skylab/aws";
import { parseBase64 } from "../base64.ts";
import { MAX_DEPTH } from "../depth.ts";
import type { ListShape, MapShape, Member, ServiceModel, SimpleShape, StructureShape } from "../model.ts";
import { emptyMap } from "../reader.ts";
import { textReader } from "../rest/http-values.ts";
import { resolveMember, structureOf, textTrait } from "../shape-of.ts";
import type { Values } from "../wire.ts";
import { type FormNode, numberedItems } from "./form.ts";

type ReadNode<Value = unknown> = (node: FormNode, depth: number) => Value;
type Compiler = {
  readonly model: ServiceModel;
  /** By name: a shape may contain itself, and is compiled at its first use. */
  readonly shapes: Map<string, ReadNode>;
};

/** Compiles readers of a model's structures from forms. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function formReader(model: ServiceModel): (shape: string) => (form: FormNode) => Values {
  const compiler: Compiler = { model, shapes: new Map() };
  return (name) => {
    const read = structure(compiler, structureOf(model, name));
    return (form) => read(form, 0);
  };
}

function memberReader(compiler: Compiler, member: Member): ReadNode {
  const { shape } = resolveMember(compiler.model, member);
  if (shape.type !== "structure" && shape.type !== "list" && shape.type !== "map") {
    return leaf(shape, textReader(shape));
  }
  const known = compiler.shapes.get(member.shape);
  if (known !== undefined) return known;
  let read: ReadNode | undefined;
  const readLater: ReadNode = (node, depth) => {
    if (depth >= MAX_DEPTH) throw malformed("The parameters nest too deep.");
    read ??= aggregate(compiler, shape);
    return read(node, depth + 1);
  };
  compiler.shapes.set(member.shape, readLater);
  return readLater;
}

function aggregate(compiler: Compiler, shape: StructureShape | ListShape | MapShape): ReadNode {
  if (shape.type === "structure") return structure(compiler, shape);
  return shape.type === "list" ? list(compiler, shape) : map(compiler, shape);
}

function structure(compiler: Compiler, shape: StructureShape): ReadNode<Values> {
  const members = Object.entries(shape.members).map(([name, member]) => ({
    name,
    parameter: textTrait(member.traits, "xmlName") ?? name,
    read: memberReader(compiler, member),
  }));
  return ({ children }, depth) => {
    const values: Values = {};
    for (const { name, parameter, read } of members) {
      const node = children.get(parameter);
      const value = node && read(node, depth);
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

/** Flattened or not: AWS takes `X.1` also where the model says `X.member.1`. An empty list comes as `X=`. */
function list(compiler: Compiler, shape: ListShape): ReadNode {
  const read = memberReader(compiler, shape.member);
  const name = textTrait(shape.member.traits, "xmlName") ?? "member";
  return (node, depth) => {
    const items = numberedItems(node.children.get(name) ?? node);
    return items.map((item) => read(item, depth)).filter((item) => item !== undefined);
  };
}

/** Flattened or not: `X.1.key` or `X.entry.1.key`. */
function map(compiler: Compiler, shape: MapShape): ReadNode {
  const read = memberReader(compiler, shape.value);
  const keyName = textTrait(shape.key.traits, "xmlName") ?? "key";
  const valueName = textTrait(shape.value.traits, "xmlName") ?? "value";
  return (node, depth) => {
    const entries = emptyMap();
    for (const { children } of numberedItems(node.children.get("entry") ?? node)) {
      const key = children.get(keyName)?.text;
      const value = children.get(valueName);
      if (key !== undefined && value !== undefined) entries[key] = read(value, depth);
    }
    return entries;
  };
}

function leaf(shape: SimpleShape, read: (text: string) => unknown): ReadNode {
  const parse = shape.type === "blob" ? parseBase64 : read;
  return ({ text }) => {
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) throw malformed(refusal(shape, text));
    return value;
  };
}

const malformed = (message: string): AwsError => new AwsError("MalformedInput", message);

/** Recorded for booleans and times; numbers in Java's words. */
function refusal({ type }: SimpleShape, text: string): string {
  if (type === "boolean") return "boolean must follow xsd1.1 definition";
  if (type === "timestamp") return "timestamp must follow ISO8601";
  return type === "blob" ? "blob must be base64 encoded" : `For input string: "${text}"`;
}
