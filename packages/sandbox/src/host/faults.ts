import type { SandboxEnd } from "../runner.ts";

/** What went wrong with an invocation beside what its runtime told, in AWS's words. */
export type Fault = {
  readonly errorType: string;
  /** Without the request's id. */
  readonly message: string;
};

/** Signals as Go names them, in which AWS's agent is written. */
const SIGNALS: Readonly<Record<string, string>> = {
  SIGABRT: "aborted",
  SIGBUS: "bus error",
  SIGFPE: "floating point exception",
  SIGHUP: "hangup",
  SIGILL: "illegal instruction",
  SIGINT: "interrupt",
  SIGKILL: "killed",
  SIGPIPE: "broken pipe",
  SIGQUIT: "quit",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
  SIGTRAP: "trace/breakpoint trap",
  SIGXCPU: "CPU time limit exceeded",
};

/** A runtime that ended by itself, or by the kernel. */
export function exited({ exitCode, signal, isOutOfMemory }: SandboxEnd): Fault {
  if (isOutOfMemory) {
    return { errorType: "Runtime.OutOfMemory", message: "Error: Runtime exited with error: signal: killed" };
  }
  const errorType = "Runtime.ExitError";
  if (signal !== undefined) {
    return { errorType, message: `Error: Runtime exited with error: signal: ${SIGNALS[signal] ?? signal}` };
  }
  if (exitCode === undefined || exitCode === 0) {
    return { errorType, message: "Error: Runtime exited without providing a reason" };
  }
  return { errorType, message: `Error: Runtime exited with error: exit status ${exitCode}` };
}

export const timedOut = (seconds: number): Fault => ({
  errorType: "Sandbox.Timedout",
  message: `Error: Task timed out after ${seconds.toFixed(2)} seconds`,
});

/** An extension that gave up: the whole environment goes with it. */
export const extensionFailed = (errorType: string): Fault => ({
  errorType: errorType.startsWith("Extension.") ? errorType : "Extension.Crash",
  message: "Error: exit code 0",
});

export const truncatedResponse: Fault = {
  errorType: "Runtime.TruncatedResponse",
  message: "Error: Response truncated",
};

/** What the caller gets. */
export const faultPayload = ({ errorType, message }: Fault, requestId: string): Buffer =>
  Buffer.from(JSON.stringify({ errorType, errorMessage: `RequestId: ${requestId} ${message}` }));
