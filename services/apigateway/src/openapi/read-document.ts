import { parseDocument } from "yaml";
import { interruptibly } from "../front/interruptibly.ts";
import { unreadable } from "./errors.ts";
import { isObject, type JsonObject } from "./json.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MAX_BYTES = 6 * 1024 * 1024;

/** So much of a document there may be behind its aliases, in members, elements and thousands of characters. */
const MAX_SIZE = 1_000_000;

/** So deep are documents that somebody wrote; it is far from what the stack of calls holds. */
const MAX_DEPTH = 200;

/** YAML that is made to take long takes minutes. Milliseconds. */
const WITHIN_MS = 3000;

/**
 * JSON or YAML, as a tree that nothing else holds a part of.
 * @throws AwsError BadRequestException
 */
export function readDocument(text: string): JsonObject {
  if (Buffer.byteLength(text) > MAX_BYTES) throw unreadable();
  const document = plain(readJson(text) ?? readYaml(text));
  if (!isObject(document)) throw unreadable();
  return document;
}

function readJson(text: string): unknown {
  if (!/^\uFEFF?\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function readYaml(text: string): unknown {
  try {
    return interruptibly(WITHIN_MS, () => parseYaml(text));
  } catch {
    // It is no YAML, its aliases make too much of it, the stack of calls is too short for it, or it took too long.
    throw unreadable();
  }
}

function parseYaml(text: string): unknown {
  // Looking for keys that are there twice takes the square of their number.
  const document = parseDocument(text, { uniqueKeys: false, merge: true, prettyErrors: false });
  if (document.errors.length > 0 || document.warnings.length > 0) throw unreadable();
  const value: unknown = document.toJS();
  // `version: 1.0` is no number to whoever writes it.
  const version: unknown = document.getIn(["info", "version"], true);
  if (isObject(value) && isObject(value["info"]) && typeof Object(version).source === "string") {
    return { ...value, info: { ...value["info"], version: String(Object(version).source) } };
  }
  return value;
}

/** A copy without anything that aliases share, or lead around in a circle. @throws AwsError BadRequestException */
function plain(document: unknown): unknown {
  let size = 0;
  const copy = (value: unknown, depth: number): unknown => {
    size += 1 + (typeof value === "string" ? value.length / 1000 : 0);
    if (depth > MAX_DEPTH || size > MAX_SIZE) throw unreadable();
    if (Array.isArray(value)) return value.map((element: unknown) => copy(element, depth + 1));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member, depth + 1)]));
  };
  return copy(document, 0);
}
