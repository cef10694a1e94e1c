import type { ServiceModel } from "../model.ts";

/**
 * How a service words a JSON value of the wrong type. AWS has several generations of parsers, each with words of its
 * own; where a service's are not known it gets those of most.
 */
export type Refusals = {
  /** `expected` is `String`, `Integer`, `Long`, `Boolean` … */
  readonly scalar: (value: unknown, expected: string) => string;
  readonly structure: (value: unknown, shape: "structure" | "list" | "map") => string;
  readonly blob: (value: unknown) => string;
  readonly timestamp: (value: unknown) => string;
};

/** As SQS, Kinesis and Athena answer (recorded). */
const COMMON: Refusals = {
  scalar: (value, expected) => startOf(value, ".") ?? `${tokenOf(value)} can not be converted to ${article(expected)}`,
  structure: (value, shape) => {
    // Recorded for lists and structures; a map's own words are not known.
    const expectation = shape === "list" ? "Expected list or null" : "Expected null";
    return startOf(value, ".") ?? expectation;
  },
  blob: (value) => startOf(value, ".") ?? invalidBase64(value) ?? `${tokenOf(value)} can not be converted to a Blob`,
  timestamp: (value) => startOf(value, ".") ?? `${tokenOf(value)} can not be converted to milliseconds since epoch`,
};

/** As DynamoDB answers (recorded). */
const DYNAMODB: Refusals = {
  scalar: (value, expected) => {
    if (Array.isArray(value)) return `Unrecognized collection type class java.lang.${expected}`;
    if (expected === "Boolean" && typeof value === "string") return "Unexpected token received from parser";
    const token = typeof value === "number" && !Number.isInteger(value) ? "DECIMAL_VALUE" : tokenOf(value);
    return startOf(value, "") ?? `${token} cannot be converted to ${expected}`;
  },
  structure: (value) => startOf(value, "") ?? "Unexpected field type",
  blob: (value) => {
    if (Array.isArray(value)) return "Unrecognized collection type class java.nio.ByteBuffer";
    return startOf(value, "") ?? invalidBase64(value) ?? "only base-64-encoded strings are convertible to bytes";
  },
  timestamp: COMMON.timestamp,
};

/** As API Gateway answers (recorded). */
const API_GATEWAY: Refusals = {
  ...COMMON,
  scalar: (value, expected) => startOf(value, ".") ?? `${javaClassOf(value)} can not be converted to an ${expected}`,
};

/** The words of a service. */
export function refusalsOf(model: ServiceModel): Refusals {
  if (model.name === "dynamodb" || model.name === "dynamodb-streams") return DYNAMODB;
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
