import type { ServiceModel } from "../model.ts";
import type { Expected } from "../reader.ts";
import { javaTypeOf } from "./java-types.ts";

/**
 * How a service words a JSON value of the wrong type. AWS has several generations of parsers, each with words of its
 * own; where a service's are not known it gets those of most.
 */
export type Refusals = {
  /** `expected` is `String`, `Integer`, `Long`, `Boolean` … */
  readonly scalar: (value: unknown, expected: string) => string;
  readonly structure: (value: unknown, expected: Expected) => string;
  readonly blob: (value: unknown) => string;
  readonly timestamp: (value: unknown) => string;
};

/** As SQS, Kinesis and Athena answer (recorded). */
const COMMON: Refusals = {
  scalar: (value, expected) => startOf(value, ".") ?? `${tokenOf(value)} can not be converted to ${article(expected)}`,
  structure: (value, { type }) => {
    // Recorded for lists and structures; a map's own words are not known.
    const expectation = type === "list" ? "Expected list or null" : "Expected null";
    return startOf(value, ".") ?? expectation;
  },
  blob: (value) => startOf(value, ".") ?? invalidBase64(value) ?? `${tokenOf(value)} can not be converted to a Blob`,
  timestamp: (value) => startOf(value, ".") ?? `${tokenOf(value)} can not be converted to milliseconds since epoch`,
};

/** What a Java program says that expected a plain class where it met a generic one. */
const NO_PLAIN_CLASS =
  "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')";

/** As DynamoDB answers (recorded). */
const dynamodb = (model: ServiceModel): Refusals => ({
  scalar: (value, expected) => {
    if (Array.isArray(value)) return `Unrecognized collection type class java.lang.${expected}`;
    if (expected === "Boolean" && typeof value === "string") return "Unexpected token received from parser";
    const token = typeof value === "number" && !Number.isInteger(value) ? "DECIMAL_VALUE" : tokenOf(value);
    return startOf(value, "") ?? `${token} cannot be converted to ${expected}`;
  },
  structure: (value, expected) => {
    if (Array.isArray(value) && expected.place !== "input") {
      const type = javaTypeOf(model, expected.name);
      return `Unrecognized collection type ${expected.type === "structure" ? `class ${type}` : type}`;
    }
    const start = startOf(value, "");
    if (start !== undefined) return start;
    if (expected.place !== "item") return "Unexpected field type";
    return expected.type === "structure" ? "Unexpected value type in payload" : NO_PLAIN_CLASS;
  },
  blob: (value) => {
    if (Array.isArray(value)) return "Unrecognized collection type class java.nio.ByteBuffer";
    return startOf(value, "") ?? invalidBase64(value) ?? "only base-64-encoded strings are convertible to bytes";
  },
  timestamp: COMMON.timestamp,
});

/** As API Gateway answers (recorded). */
const API_GATEWAY: Refusals = {
  ...COMMON,
  scalar: (value, expected) => startOf(value, ".") ?? `${javaClassOf(value)} can not be converted to an ${expected}`,
};

/** The words of a service. */
export function refusalsOf(model: ServiceModel): Refusals {
  if (model.name === "dynamodb" || model.name === "dynamodb-streams") return dynamodb(model);
  return model.name === "apigateway" ? API_GATEWAY : COMMON;
}

function startOf(value: unknown, end: string): string | undefined {
  if (Array.isArray(value)) return "Start of list found where not expected";
  return typeof value === "object" ? `Start of structure or map found where not expected${end}` : undefined;
}

/** AWS's own spelling of "detected". */
function invalidBase64(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return value.length % 4 === 0
    ? "Invalid last non-pad Base64 character dectected"
    : `Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`;
}

/** Jackson's name of the token. */
function tokenOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  return typeof value === "number" ? "NUMBER_VALUE" : "STRING_VALUE";
}

function javaClassOf(value: unknown): string {
  if (typeof value === "boolean") return "class java.lang.Boolean";
  return typeof value === "number"
    ? "class com.amazon.coral.value.json.numbers.TruncatingBigNumber"
    : "class java.lang.String";
}

const article = (noun: string): string => `${noun === "Integer" ? "an" : "a"} ${noun}`;
