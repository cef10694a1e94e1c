import { AwsError } from "@skylab/aws";
import type { ServiceModel, SimpleShape } from "../model.ts";
import { createReader, type ReadValue, type ValueReader } from "../reader.ts";

/** Readers for decoded CBOR. They throw `SerializationException`. */
export function cborReader(model: ServiceModel): ValueReader {
  return createReader(model, {
    leaf,
    wrongKind: (_value, { type }) => cborError(`Expected a ${type}.`),
    tooDeep: () => cborError("The value nests too deep."),
  });
}

/** AWS's code for a body that cannot be read; its words for CBOR are not known. */
export function cborError(message: string): AwsError {
  return new AwsError("SerializationException", message, { queryCode: "MalformedInput" });
}

function leaf(shape: SimpleShape): ReadValue {
  const accepts = acceptorOf(shape);
  return (value) => {
    if (!accepts(value)) throw cborError(`Expected a ${shape.type}.`);
    return typeof value === "bigint" && shape.type !== "bigInteger" ? Number(value) : value;
  };
}

function acceptorOf(shape: SimpleShape): (value: unknown) => boolean {
  switch (shape.type) {
    case "string":
    case "boolean":
      return (value) => typeof value === shape.type;
    case "blob":
      return (value) => value instanceof Uint8Array;
    case "timestamp":
      return (value) => value instanceof Date;
    case "document":
      return () => true;
    case "integer":
    case "long":
    case "bigInteger":
      return (value) => Number.isInteger(value) || typeof value === "bigint";
    default:
      return (value) => typeof value === "number" || typeof value === "bigint";
  }
}
