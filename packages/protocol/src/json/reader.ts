import { AwsError } from "@skylab/aws";
import { parseBase64 } from "../base64.ts";
import { MAX_DEPTH } from "../depth.ts";
import type { ServiceModel, SimpleShape, Traits } from "../model.ts";
import { createReader, type ReadValue, type ValueReader } from "../reader.ts";
import { parseTimestamp, timestampFormatOf } from "../timestamp.ts";
import { refusalsOf, type Refusals } from "./refusals.ts";

/** Readers for parsed JSON, which check every type as strictly as AWS does. They throw `SerializationException`. */
export function jsonReader(model: ServiceModel): ValueReader {
  const refusals = refusalsOf(model);
  return createReader(model, {
    leaf: (shape, traits) => leaf(shape, traits, refusals),
    wrongKind: (value, expected) => serializationError(refusals.structure(value, expected)),
    tooDeep: () => serializationError(""),
  });
}

/** What AWS's parsers answer. Query clients know it as `MalformedInput`. */
export function serializationError(message: string): AwsError {
  return new AwsError("SerializationException", message, { queryCode: "MalformedInput" });
}

function leaf(shape: SimpleShape, traits: Traits, refusals: Refusals): ReadValue {
  const scalar = (value: unknown, expected: string): AwsError => serializationError(refusals.scalar(value, expected));
  switch (shape.type) {
    case "string":
      return (value) => {
        if (typeof value !== "string") throw scalar(value, "String");
        return value;
      };
    case "boolean":
      return (value) => {
        if (typeof value !== "boolean") throw scalar(value, "Boolean");
        return value;
      };
    case "blob":
      return (value) => {
        const bytes = typeof value === "string" ? parseBase64(value) : undefined;
        if (bytes === undefined) throw serializationError(refusals.blob(value));
        return bytes;
      };
    case "timestamp":
      return timestamp(timestampFormatOf(shape, traits) ?? "epoch-seconds", refusals);
    case "document":
      return (value) => boundedDocument(value, 0);
    default:
      return number(shape.type, scalar);
  }
}

type NumberType = Exclude<SimpleShape["type"], "string" | "boolean" | "blob" | "timestamp" | "document">;

/** https://docs.oracle.com/javase/8/docs/api/java/lang/Integer.html#MAX_VALUE */
const MAX_INTEGER = 2_147_483_647;
const MIN_INTEGER = -2_147_483_648;

const JAVA_NAMES = {
  integer: "Integer",
  long: "Long",
  float: "Float",
  double: "Double",
  bigInteger: "BigInteger",
  bigDecimal: "BigDecimal",
} as const;

function number(type: NumberType, wrongType: (value: unknown, expected: string) => AwsError): ReadValue {
  const javaName = JAVA_NAMES[type];
  if (type === "integer") {
    return (value) => {
      if (typeof value !== "number") throw wrongType(value, javaName);
      // AWS cuts the fraction off and what exceeds 32 bits; the model's range decides then.
      return Math.min(Math.max(Math.trunc(value), MIN_INTEGER), MAX_INTEGER);
    };
  }
  if (type === "long" || type === "bigInteger") {
    return (value) => {
      if (typeof value !== "number") throw wrongType(value, javaName);
      return Math.trunc(value);
    };
  }
  return (value) => {
    if (typeof value === "number") return value;
    const spelled = SPELLED_NUMBERS.get(value);
    if (spelled === undefined) throw wrongType(value, javaName);
    return spelled;
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html: what JSON has no number for. */
const SPELLED_NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

function timestamp(format: string, refusals: Refusals): ReadValue {
  return (value) => {
    const time = typeof value === "number" ? new Date(Math.round(value * 1000)) : undefined;
    const spelled = format !== "epoch-seconds" && typeof value === "string" ? parseTimestamp(value) : time;
    if (spelled === undefined || Number.isNaN(spelled.getTime())) {
      throw serializationError(refusals.timestamp(value));
    }
    return spelled;
  };
}

/** A document as the client wrote it, unless it nests too deep to be walked safely. */
function boundedDocument(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw serializationError("");
  if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) boundedDocument(item, depth + 1);
  }
  return value;
}
