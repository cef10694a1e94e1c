import { createHash } from "node:crypto";
import type { FunctionVersion, Logging } from "../port.ts";

/** What became of a phase of an environment's life. */
export type Outcome = {
  readonly status: "success" | "error" | "timeout";
  readonly errorType?: string;
};

export type InitPhase = "init" | "invoke";

export type InitializationType = "on-demand" | "provisioned-concurrency";

export type Report = Outcome & {
  readonly requestId: string;
  readonly durationMs: number;
  readonly billedMs: number;
  readonly memoryMb: number;
  readonly maxMemoryMb: number;
  /** Of the environment's first invocation. */
  readonly initMs: number | undefined;
  /** X-Ray's header, where the function is traced. */
  readonly traceId: string | undefined;
};

export type RuntimeDone = Outcome & { readonly durationMs: number; readonly producedBytes?: number };

export type InitReport = Outcome & {
  readonly phase: InitPhase;
  readonly initializationType: InitializationType;
  readonly durationMs: number;
};

/**
 * The lines that Lambda itself writes to a function's log; undefined: none in this format, or at this level.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export type PlatformLines = {
  readonly initStart: (type: InitializationType, stream: string) => string | undefined;
  readonly initRuntimeDone: (report: InitReport) => string | undefined;
  readonly initReport: (report: InitReport) => string | undefined;
  /** An extension has registered for events. */
  readonly extension: (name: string, events: readonly string[]) => string | undefined;
  /** An extension has subscribed to telemetry of types. */
  readonly subscription: (name: string, types: readonly string[]) => string | undefined;
  readonly start: (requestId: string) => string | undefined;
  /** What ended a runtime: `Error: Runtime exited with error: exit status 1`. */
  readonly fault: (requestId: string, message: string, errorType: string) => string | undefined;
  readonly timeout: (requestId: string, seconds: number) => string | undefined;
  /** The runtime has answered. */
  readonly runtimeDone: (requestId: string, done: RuntimeDone) => string | undefined;
  readonly end: (requestId: string) => string | undefined;
  readonly report: (report: Report) => string | undefined;
};

/** What extensions hear that want telemetry: all of it, whatever is in the log. */
export const platformEvents = (version: FunctionVersion, now: () => number): PlatformLines =>
  jsonLines({ ...version, logging: { ...version.logging, systemLevel: "DEBUG" } }, now);

/** The lines of a version's log, as its logging is set; `now` is the product's time. */
export const platformLines = (version: FunctionVersion, now: () => number): PlatformLines =>
  version.logging.format === "JSON" ? jsonLines(version, now) : textLines(version, now);

function textLines(version: FunctionVersion, now: () => number): PlatformLines {
  return {
    initStart: () => {
      const runtime = runtimeVersionOf(version);
      return runtime && `INIT_START Runtime Version: ${runtime.name}\tRuntime Version ARN: ${runtime.arn}\n`;
    },
    initRuntimeDone: () => undefined,
    runtimeDone: () => undefined,
    extension: (name, events) => `EXTENSION\tName: ${name}\tState: Ready\tEvents: [${events.join(", ")}]\n`,
    subscription: (name, types) => `TELEMETRY\tName: ${name}\tState: Subscribed\tTypes: [${types.join(", ")}]\n`,
    // Of what went well the REPORT of the first invocation tells.
    initReport: (report) =>
      report.status === "success"
        ? undefined
        : `INIT_REPORT Init Duration: ${ms(report.durationMs)}\tPhase: ${report.phase}${statusText(report)}\n`,
    start: (requestId) => `START RequestId: ${requestId} Version: ${version.version}\n`,
    fault: (requestId, message, errorType) => `RequestId: ${requestId} ${message}\n${errorType}\n`,
    timeout: (requestId, seconds) =>
      `${new Date(now()).toISOString()} ${requestId} Task timed out after ${seconds.toFixed(2)} seconds\n\n`,
    end: (requestId) => `END RequestId: ${requestId}\n`,
    report: reportText,
  };
}

function reportText(report: Report): string {
  const parts = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${ms(report.durationMs)}`,
    `Billed Duration: ${report.billedMs} ms`,
    `Memory Size: ${report.memoryMb} MB`,
    `Max Memory Used: ${report.maxMemoryMb} MB`,
    ...(report.initMs === undefined ? [] : [`Init Duration: ${ms(report.initMs)}`]),
  ];
  const end = report.status === "success" ? "\t\n" : `${statusText(report)}\n`;
  const trace = traceOf(report.traceId);
  const xray = trace && `XRAY TraceId: ${trace.id}\tSegmentId: ${trace.segment}\tSampled: true\t\n`;
  return parts.join("\t") + end + (xray ?? "");
}

const ms = (duration: number): string => `${duration.toFixed(2)} ms`;

const statusText = ({ status, errorType }: Outcome): string =>
  `\tStatus: ${status}${errorType === undefined ? "" : `\tError Type: ${errorType}`}`;

/** From the most to the least that is told. */
const LEVELS = ["DEBUG", "INFO", "WARN"];

function jsonLines(version: FunctionVersion, now: () => number): PlatformLines {
  const line = (type: string, level: string, record: object): string | undefined =>
    isTold(version.logging, level)
      ? `${JSON.stringify({ time: new Date(now()).toISOString(), type: `platform.${type}`, record })}\n`
      : undefined;
  return {
    initStart: (initializationType, stream) =>
      line("initStart", "INFO", {
        initializationType,
        phase: "init",
        ...runtimeRecord(version),
        functionName: version.functionName,
        functionVersion: version.version,
        instanceId: stream.replace("[", `${version.functionName}[`),
        instanceMaxMemory: version.memoryMb * 1024 * 1024,
      }),
    initRuntimeDone: ({ initializationType, phase, status, errorType }) =>
      line("initRuntimeDone", "DEBUG", {
        initializationType,
        phase,
        status,
        ...(errorType !== undefined && { errorType }),
      }),
    runtimeDone: (requestId, { durationMs, producedBytes, ...outcome }) =>
      line("runtimeDone", "DEBUG", {
        requestId,
        ...outcome,
        metrics: { durationMs: rounded(durationMs), ...(producedBytes !== undefined && { producedBytes }) },
      }),
    extension: (name, events) => line("extension", "INFO", { name, state: "Ready", events }),
    subscription: (name, types) => line("telemetrySubscription", "INFO", { name, state: "Subscribed", types }),
    initReport: ({ initializationType, phase, durationMs, ...outcome }) =>
      line("initReport", outcome.status === "success" ? "DEBUG" : "WARN", {
        initializationType,
        phase,
        ...outcome,
        metrics: { durationMs: rounded(durationMs) },
      }),
    start: (requestId) =>
      line("start", "INFO", { requestId, functionArn: version.functionArn, version: version.version }),
    // The report tells of these, and there is no END.
    fault: () => undefined,
    timeout: () => undefined,
    end: () => undefined,
    report: (report) => line("report", levelOf(report), reportRecord(report)),
  };
}

const levelOf = ({ status }: Outcome): string => (status === "success" ? "INFO" : "WARN");

function reportRecord({ requestId, traceId, status, errorType, ...report }: Report): object {
  const trace = traceOf(traceId);
  return {
    requestId,
    metrics: {
      durationMs: rounded(report.durationMs),
      billedDurationMs: report.billedMs,
      memorySizeMB: report.memoryMb,
      maxMemoryUsedMB: report.maxMemoryMb,
      ...(report.initMs !== undefined && { initDurationMs: rounded(report.initMs) }),
    },
    ...(trace && { tracing: { spanId: trace.segment, type: "X-Amzn-Trace-Id", value: traceId } }),
    status,
    ...(errorType !== undefined && { errorType }),
  };
}

const rounded = (duration: number): number => Math.round(duration * 1000) / 1000;

const isTold = ({ systemLevel = "INFO" }: Logging, level: string): boolean =>
  LEVELS.indexOf(level) >= LEVELS.indexOf(systemLevel);

/** Of a request that X-Ray samples. */
function traceOf(header: string | undefined): { readonly id: string; readonly segment: string } | undefined {
  const part = (name: string): string | undefined => new RegExp(`(?:^|;)\\s*${name}=([^;]+)`).exec(header ?? "")?.[1];
  const [id, segment] = [part("Root"), part("Parent")];
  return part("Sampled") === "1" && id !== undefined && segment !== undefined ? { id, segment } : undefined;
}

function runtimeRecord(version: FunctionVersion): object {
  const runtime = runtimeVersionOf(version);
  return runtime === undefined ? {} : { runtimeVersion: runtime.name, runtimeVersionArn: runtime.arn };
}

/** `nodejs22.x` is `nodejs:22`, `provided.al2023` is `provided:al2023`; AWS's updates of a runtime have numbers, ours none. */
function runtimeVersionOf({ runtime, place }: FunctionVersion): { name: string; arn: string } | undefined {
  if (runtime === undefined) return undefined;
  const [, language = runtime, number = ""] = /^([a-z]+)\.?(.*?)(?:\.x)?$/.exec(runtime) ?? [];
  const hash = createHash("sha256").update(runtime).digest("hex");
  return { name: `${language}:${number}.v1`, arn: `arn:aws:lambda:${place.region}::runtime:${hash}` };
}
