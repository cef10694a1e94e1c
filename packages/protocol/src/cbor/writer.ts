import { asBytes, asDate, asEntries, asItems, asValues, isAbsent } from "../handler-values.ts";
import type { ListShape, MapShape, Member, ServiceModel, SimpleShape, StructureShape } from "../model.ts";
import { resolveMember, structureOf } from "../shape-of.ts";
import type { CborSink } from "./sink.ts";

export type WriteCbor = (sink: CborSink, value: unknown) => void;

/** https://www.rfc-editor.org/rfc/rfc8949#section-3.1 */
const MAJOR = { unsigned: 0, negative: 1, bytes: 2, array: 4, tag: 6 } as const;
const INDEFINITE_MAP = 0xbf;
const BREAK = 0xff;
const EPOCH_TIME = 1;

type Compiler = {
  readonly model: ServiceModel;
  /** By name: a shape may contain itself, and is compiled at its first use. */
  readonly shapes: Map<string, WriteCbor>;
};

/** Writes values by the shapes of one model. Both functions compile; keep and reuse what they return. */
export type CborWriter = {
  readonly structure: (shape: string) => WriteCbor;
  /** The members of a structure without the head and the end of its map. */
  readonly members: (shape: string) => WriteCbor;
};

/** A writer for the bodies of rpcv2Cbor. */
export function cborWriter(model: ServiceModel): CborWriter {
  const compiler: Compiler = { model, shapes: new Map() };
  return {
    structure: (name) => structure(compiler, structureOf(model, name)),
    members: (name) => entries(compiler, structureOf(model, name)),
  };
}

/** Writes a map whose length is not known yet: what `writeEntries` writes stands between its head and its end. */
export function writeMap(sink: CborSink, writeEntries: () => void): void {
  sink.byte(INDEFINITE_MAP);
  writeEntries();
  sink.byte(BREAK);
}

function memberWriter(compiler: Compiler, member: Member): WriteCbor {
  const { shape } = resolveMember(compiler.model, member);
  if (shape.type !== "structure" && shape.type !== "list" && shape.type !== "map") return leaf(shape);
  const known = compiler.shapes.get(member.shape);
  if (known !== undefined) return known;
  let write: WriteCbor | undefined;
  const writeLater: WriteCbor = (sink, value) => {
    write ??= aggregate(compiler, shape);
    write(sink, value);
  };
  compiler.shapes.set(member.shape, writeLater);
  return writeLater;
}

function aggregate(compiler: Compiler, shape: StructureShape | ListShape | MapShape): WriteCbor {
  if (shape.type === "structure") return structure(compiler, shape);
  return shape.type === "list" ? list(compiler, shape) : map(compiler, shape);
}

function structure(compiler: Compiler, shape: StructureShape): WriteCbor {
  const write = entries(compiler, shape);
  return (sink, value) => writeMap(sink, () => write(sink, value));
}

function entries(compiler: Compiler, shape: StructureShape): WriteCbor {
  const members = Object.entries(shape.members).map(([name, member]) => ({
    name,
    write: memberWriter(compiler, member),
  }));
  return (sink, value) => {
    const values = asValues(value);
    for (const { name, write } of members) {
      if (isAbsent(values[name])) continue;
      sink.text(name);
      write(sink, values[name]);
    }
  };
}

function list(compiler: Compiler, shape: ListShape): WriteCbor {
  const write = memberWriter(compiler, shape.member);
  return (sink, value) => {
    const items = asItems(value).filter((item) => !isAbsent(item));
    sink.head(MAJOR.array, items.length);
    for (const item of items) write(sink, item);
  };
}

function map(compiler: Compiler, shape: MapShape): WriteCbor {
  const write = memberWriter(compiler, shape.value);
  return (sink, value) => {
    writeMap(sink, () => {
      for (const [key, item] of asEntries(value)) {
        if (isAbsent(item)) continue;
        sink.text(key);
        write(sink, item);
      }
    });
  };
}

function leaf(shape: SimpleShape): WriteCbor {
  switch (shape.type) {
    case "string":
      return (sink, value) => sink.text(String(value));
    case "boolean":
      return (sink, value) => sink.byte(value === true ? 0xf5 : 0xf4);
    case "blob":
      return (sink, value) => sink.bytes(MAJOR.bytes, asBytes(value));
    case "timestamp":
      return (sink, value) => {
        sink.head(MAJOR.tag, EPOCH_TIME);
        number(sink, asDate(value).getTime() / 1000);
      };
    case "float":
    case "double":
      return (sink, value) => sink.float(Number(value));
    case "document":
      throw new Error("rpcv2Cbor knows no documents.");
    default:
      return number;
  }
}

function number(sink: CborSink, value: unknown): void {
  if (typeof value === "bigint") {
    if (value >= 0n) sink.head(MAJOR.unsigned, value);
    else sink.head(MAJOR.negative, -1n - value);
    return;
  }
  const plain = Number(value);
  if (!Number.isSafeInteger(plain)) sink.float(plain);
  else if (plain >= 0) sink.head(MAJOR.unsigned, plain);
  else sink.head(MAJOR.negative, -1 - plain);
}
