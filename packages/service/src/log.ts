import { destination, type Logger, pino } from "pino";

export type { Logger } from "pino";

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "silent";

/** Lines are gathered up to so many bytes, or so many milliseconds, and written in one go: a line a request stays cheap. */
const BUFFER_BYTES = 8 * 1024;
const FLUSH_EVERY_MS = 250;

/** A log of JSON lines on standard output, and what writes out the lines that still wait, for the end of the process. */
export function createLog(level: LogLevel): { readonly log: Logger; readonly flush: () => void } {
  const output = destination({ dest: 1, sync: false, minLength: BUFFER_BYTES, periodicFlush: FLUSH_EVERY_MS });
  // SIGPIPE's place: whoever read the log is gone, and the product goes on without it.
  output.on("error", () => undefined);
  const log = pino({ level, base: null, timestamp }, output);
  return { log, flush: () => output.flushSync() };
}

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
