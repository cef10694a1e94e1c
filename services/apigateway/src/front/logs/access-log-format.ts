import { BoundedMap } from "@skylab/aws";
import type { ContextVariables } from "../../domain/context-variables.ts";
import { contextAt } from "../mappings/json-path.ts";

/** The line that an access log tells of a request. */
export type AccessLogLine = (context: ContextVariables) => string;

/** Formats that are remembered: each stage has one. */
const MAX_FORMATS = 1000;

const formats = new BoundedMap<string, AccessLogLine>(MAX_FORMATS);

/**
 * The format of a stage's access log, read once. A variable that the request has no value for is a `-`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const accessLogFormat = (format: string): AccessLogLine => formats.get(format, () => read(format));

/** `$context.authorizer.claims['cognito:groups']` and the like, too. */
const VARIABLE = /\$context((?:\.[A-Za-z_][\w-]*|\[['"][^'"\]]+['"]\])+)/;

function read(format: string): AccessLogLine {
  const parts = format.split(VARIABLE).map((part, i) => (i % 2 === 0 ? part : namesOf(part)));
  return (context) => parts.map((part) => (typeof part === "string" ? part : textAt(context, part))).join("");
}

const namesOf = (path: string): readonly string[] =>
  Array.from(path.matchAll(/\.([\w-]+)|\[['"]([^'"\]]+)['"]\]/g), ([, name, quoted]) => name ?? quoted ?? "");

const NONE = "-";

function textAt(context: ContextVariables, names: readonly string[]): string {
  const value = contextAt(context, names);
  if (value === undefined || value === null || value === "") return NONE;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
