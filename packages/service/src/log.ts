import { destination, type Logger, pino, stdSerializers } from "pino";

export type { Logger } from "pino";

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "silent";

/** Lines are gathered up to so many characters, or so many milliseconds, and written in one go: a line a request stays cheap. */
const GATHERED_CHARACTERS = 32 * 1024;
const FLUSH_EVERY_MS = 250;

/** A log of JSON lines on standard output, and what writes out the lines that still wait, for the end of the process. */
export function createLog(level: LogLevel): { readonly log: Logger; readonly flush: () => void } {
  const output = destination({ dest: 1, sync: false });
  // SIGPIPE's place: whoever read the log is gone, and the product goes on without it.
  output.on("error", () => undefined);
  // pino's destination gathers, too, but counts the bytes of all that it has with every line.
  let lines = "";
  const handOver = (): void => {
    if (lines !== "") output.write(lines);
    lines = "";
  };
  const write = (line: string): void => {
    lines += line;
    if (lines.length >= GATHERED_CHARACTERS) handOver();
  };
  setInterval(handOver, FLUSH_EVERY_MS).unref();
  const log = pino({ level, base: null, timestamp, serializers: { err: describeError } }, { write });
  const flush = (): void => {
    handOver();
    output.flushSync();
  };
  return { log, flush };
}

/**
 * An error as the log tells it: its own words, and those of its causes. Clients hang what they were to send on their errors:
 * commands of Redis, headers, bodies.
 */
export function describeError(error: unknown): object | string {
  if (!(error instanceof Error)) return String(error);
  const { type, message, stack } = stdSerializers.err(error);
  const code = "code" in error ? { code: String(error.code) } : {};
  const errors = error instanceof AggregateError ? { errors: error.errors.map(wordsOf) } : {};
  return { type, message, stack, ...code, ...errors };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

let timestampOf = 0;
let timestampText = "";

/** The time as pino wants it, made once a millisecond. */
function timestamp(): string {
  const now = Date.now();
  if (now !== timestampOf) {
    timestampOf = now;
    timestampText = `,"time":"${new Date(now).toISOString()}"`;
  }
  return timestampText;
}
