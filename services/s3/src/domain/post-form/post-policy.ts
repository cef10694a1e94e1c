import { conditionFailed, invalidPolicy } from "./errors.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html

/** What a form must be, as whoever signed it has laid it down. */
export type PostPolicy = {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly conditions: readonly PostCondition[];
};

/** One condition; `text` is how S3 shows it. */
export type PostCondition =
  | { readonly kind: "eq" | "starts-with"; readonly name: string; readonly value: string; readonly text: string }
  | ({ readonly kind: "content-length-range" } & SizeRange);

/** In bytes; both may be reached. */
export type SizeRange = { readonly min: number; readonly max: number };

/** Reads a form's policy. @throws AwsError InvalidPolicyDocument; AccessDenied where a size is no number */
export function readPostPolicy(base64: string): PostPolicy {
  const { expiration, conditions, ...others } = readDocument(base64);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw invalidPolicy(`Unexpected: '${unknown.toLowerCase()}'`);
  if (expiration === undefined) throw invalidPolicy("Policy missing expiration.");
  if (conditions === undefined) throw invalidPolicy("Policy missing conditions.");
  if (!Array.isArray(conditions)) throw invalidPolicy("Invalid 'conditions' value: must be a List.");
  return { expiresAt: readExpiration(expiration), conditions: conditions.map(readCondition) };
}

function readDocument(base64: string): Readonly<Record<string, unknown>> {
  try {
    const document: unknown = JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
    if (isObject(document)) return document;
  } catch {
    // Told below, as what is no object.
  }
  throw invalidPolicy("Invalid JSON.");
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of ISO 8601, S3 reads times in UTC alone. */
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function readExpiration(value: unknown): number {
  const at = typeof value === "string" && UTC.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw invalidPolicy(`Invalid 'expiration' value: '${String(value)}'`);
  return at;
}

function readCondition(condition: unknown): PostCondition {
  if (Array.isArray(condition)) return readListed(condition);
  if (!isObject(condition)) throw invalidPolicy("Invalid condition test: must be a List or Object.");
  const [[name, value] = [], another] = Object.entries(condition);
  if (name === undefined || another !== undefined) {
    throw invalidPolicy("Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
  }
  if (value === null) throw invalidPolicy("Invalid JSON.");
  if (typeof value !== "string") throw invalidPolicy("Invalid Simple-Condition: value must be a string.");
  return matchCondition("eq", `$${name}`, value);
}

function readListed([operation, first, second, ...more]: readonly unknown[]): PostCondition {
  if (typeof operation !== "string") throw invalidPolicy("Invalid Condition: missing operation identifier.");
  const kind = operation.toLowerCase();
  if (kind !== "eq" && kind !== "starts-with" && kind !== "content-length-range") {
    throw invalidPolicy(`Invalid Condition: unknown operation '${operation}'.`);
  }
  if (second === undefined || more.length > 0) throw invalidPolicy(`Invalid ${kind}: wrong number of arguments.`);
  if (kind === "content-length-range") return { kind, ...readRange(first, second) };
  if (typeof first !== "string" || typeof second !== "string") throw invalidPolicy("Invalid JSON.");
  return matchCondition(kind, first, second);
}

const matchCondition = (kind: "eq" | "starts-with", name: string, value: string): PostCondition => ({
  kind,
  name,
  value,
  text: shown(kind, name, value),
});

const shown = (...parts: readonly unknown[]): string => `[${parts.map((part) => JSON.stringify(part)).join(", ")}]`;

/** Numbers, or texts of them. */
function readRange(from: unknown, to: unknown): SizeRange {
  const [min, max] = [sizeOf(from), sizeOf(to)];
  if (min === undefined || max === undefined) throw conditionFailed(shown("content-length-range", from, to));
  if (min < 0 || max < 0) throw invalidPolicy("Invalid content-length-range: sizes must not be negative.");
  return { min, max };
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw invalidPolicy("Invalid JSON.");
    return value;
  }
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** The sizes that a policy leaves to a file. */
export function allowedSizes({ conditions }: PostPolicy): SizeRange {
  let [min, max] = [0, Number.POSITIVE_INFINITY];
  for (const condition of conditions) {
    if (condition.kind !== "content-length-range") continue;
    min = Math.max(min, condition.min);
    max = Math.min(max, condition.max);
  }
  return { min, max };
}
