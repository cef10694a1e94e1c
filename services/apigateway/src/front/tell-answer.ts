import type { Place } from "@skylab/aws";
import type { AnswerBody } from "@skylab/protocol";
import type { Metrics } from "@skylab/service";
import type { ContextVariables } from "../domain/context-variables.ts";
import { accessLogFormat } from "./logs/access-log-format.ts";
import type { ApiLogs } from "./logs/api-logs.ts";
import { countAnswer } from "./stage-metrics.ts";

/** An answer of a stage, or what happened on a connection, of any kind of API. */
export type Told = {
  readonly logs: Pick<ApiLogs, "access">;
  /** Absent where nothing is counted. */
  readonly metrics: Metrics | undefined;
  readonly place: Place;
  readonly apiId: string;
  readonly stage: string;
  /** Where the access log of the stage goes, and what it tells. */
  readonly accessLog: { readonly destinationArn?: string | undefined; readonly format?: string | undefined };
  readonly context: ContextVariables;
  /** Milliseconds: when it began, by the product's clock and by `performance.now()`. */
  readonly at: number;
  readonly begun: number;
  readonly status: number;
  /** Absent where nobody is answered. */
  readonly body?: AnswerBody | undefined;
};

/** Tells access log and metrics of an answer, whose status, length and latency come into `$context`. */
export function tellAnswer(told: Told): void {
  const { accessLog, apiId, at, begun, body, context, logs, metrics, place, stage, status } = told;
  const latencyMs = performance.now() - begun;
  context["status"] = status;
  context["responseLength"] = typeof body === "string" || Buffer.isBuffer(body) ? Buffer.byteLength(body) : undefined;
  context["responseLatency"] = Math.round(latencyMs);
  const { destinationArn, format } = accessLog;
  if (destinationArn !== undefined && format !== undefined) {
    logs.access({ place, destinationArn, timestamp: at, message: accessLogFormat(format)(context) });
  }
  if (metrics === undefined) return;
  const { integrationLatency } = context;
  const integrationLatencyMs = typeof integrationLatency === "number" ? integrationLatency : undefined;
  countAnswer(metrics, { apiId, stage, status, latencyMs, integrationLatencyMs });
}
