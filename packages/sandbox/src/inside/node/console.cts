import { format } from "node:util";
import { asError, logged } from "./errors.cts";

const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const;
type Level = (typeof LEVELS)[number];
type Log = (...params: unknown[]) => void;

/** Where the host takes events of several lines, by AWS's name: framed, and here always on stdout. */
const FRAMES_VARIABLE = "_LAMBDA_TELEMETRY_LOG_FD";
const FRAME_TYPE = { json: 0xa55a0002, text: 0xa55a0003 };
const FRAME_HEAD_BYTES = 16;
/** A frame's type has the level in it. */
const LEVEL_BIT = 2;

let requestId: string | undefined;
let isJson = false;
let isFramed = false;

/** Before the first invocation lines say `undefined`, as AWS's do. */
export const logFor = (id: string): void => {
  requestId = id;
};

/** Makes the console write AWS's lines to stdout, those of AWS_LAMBDA_LOG_LEVEL and above. */
export const patchConsole = (variables: NodeJS.ProcessEnv): void => {
  isJson = variables["AWS_LAMBDA_LOG_FORMAT"]?.toUpperCase() === "JSON";
  isFramed = variables[FRAMES_VARIABLE] === String(process.stdout.fd);
  delete variables[FRAMES_VARIABLE];
  const lowest = LEVELS.findIndex((level) => level === variables["AWS_LAMBDA_LOG_LEVEL"]?.toUpperCase());
  const logAt = (level: Level): Log =>
    LEVELS.indexOf(level) < lowest ? () => {} : (...params) => write(level, params);
  const info = logAt("INFO");
  Object.assign(console, {
    trace: logAt("TRACE"),
    debug: logAt("DEBUG"),
    info,
    log: info,
    warn: logAt("WARN"),
    error: logAt("ERROR"),
    fatal: logAt("FATAL"),
  });
};

/** What the runtime says of an error: `Invoke Error`, `Uncaught Exception`. */
export const logError = (what: string, thrown: unknown): void => {
  if (isJson) console.error(asError(thrown));
  else console.error(what, logged(thrown));
};

const write = (level: Level, params: unknown[]): void => {
  const now = new Date();
  const timestamp = now.toISOString();
  const text = isJson
    ? jsonLine({ timestamp, level, requestId }, params)
    : `${timestamp}\t${requestId}\t${level}\t${format(...params)}`;
  // Where nobody takes frames, AWS's runtime writes carriage returns too: one event is one line.
  process.stdout.write(isFramed ? frame(level, now, `${text}\n`) : `${text.replaceAll("\n", "\r")}\n`);
};

const frame = (level: Level, now: Date, text: string): Buffer => {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  const type = isJson ? FRAME_TYPE.json : FRAME_TYPE.text;
  head.writeUInt32BE((type | ((LEVELS.indexOf(level) + 1) << LEVEL_BIT)) >>> 0, 0);
  head.writeUInt32BE(bytes.length, 4);
  head.writeBigInt64BE(BigInt(now.getTime()) * 1000n, 8);
  return Buffer.concat([head, bytes]);
};

const jsonLine = (facts: Record<string, unknown>, params: unknown[]): string => {
  if (params.length === 1) {
    try {
      return JSON.stringify({ ...facts, message: params[0] }, errorsWhole);
    } catch {
      return JSON.stringify({ ...facts, message: format(params[0]) });
    }
  }
  const error = params.find((param) => param instanceof Error);
  return JSON.stringify({ ...facts, message: format(...params), ...(error === undefined ? {} : errorFacts(error)) });
};

const errorsWhole = (_key: string, value: unknown): unknown =>
  value instanceof Error ? Object.assign(errorFacts(value), value) : value;

const errorFacts = (error: Error): Record<string, unknown> => ({
  errorType: error.constructor.name,
  errorMessage: error.message,
  stackTrace: typeof error.stack === "string" ? error.stack.split("\n") : [],
});
