import type { MethodSetting } from "@aws-sdk/client-api-gateway";
import type { ApiRequest } from "../api-request.ts";

/**
 * Writes what happens with a request; the line is made only where somebody reads it. `data` shows what is sent and received,
 * which a stage must ask for.
 */
export type Trace = (kind: "info" | "error" | "data", line: () => string) => void;

/** Gathers what is told of one request. */
export type ExecutionLog = { readonly trace: Trace; readonly lines: readonly string[] };

/** Where nobody has asked for anything. */
export const SILENT: ExecutionLog = { trace: () => undefined, lines: [] };

/** AWS cuts a line that is longer: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
const MAX_LINE_CHARS = 1024;

type LogSettings = Pick<MethodSetting, "dataTraceEnabled" | "loggingLevel">;

/** Takes what a stage asks for: errors, all that happens, and what is sent and received only where it says so. */
export function executionLog({ dataTraceEnabled, loggingLevel }: LogSettings): ExecutionLog {
  if (loggingLevel !== "INFO" && loggingLevel !== "ERROR") return SILENT;
  return gather((kind) => {
    if (kind === "data") return dataTraceEnabled === true && loggingLevel === "INFO";
    return kind === "error" || loggingLevel === "INFO";
  });
}

/** Takes everything: a test of a method shows it to whoever may change the API. */
export const fullLog = (): ExecutionLog => gather(() => true);

function gather(takes: (kind: Parameters<Trace>[0]) => boolean): ExecutionLog {
  const lines: string[] = [];
  return {
    lines,
    trace: (kind, line) => {
      if (takes(kind)) lines.push(cut(line()));
    },
  };
}

const cut = (line: string): string =>
  line.length <= MAX_LINE_CHARS ? line : `${line.slice(0, MAX_LINE_CHARS)} [TRUNCATED]`;

/** The lines as events of CloudWatch Logs: each tells which request it is of. */
export const executionEvents = (
  { lines }: ExecutionLog,
  { at, requestId }: Pick<ApiRequest, "at" | "requestId">,
): readonly { readonly timestamp: number; readonly message: string }[] =>
  lines.map((line) => ({ timestamp: at, message: `(${requestId}) ${line}` }));
