import type { WireResponse } from "@skylab/protocol";
import type { Place } from "@skylab/aws";
import { accessLogFormat } from "./access-log/access-log-format.ts";
import type { ContextVariables, Front } from "./api-request.ts";
import { countAnswer } from "./stage-metrics.ts";

/** An answer of a stage, of any kind of API. */
export type Told = {
  readonly front: Pick<Front, "inside" | "store">;
  readonly place: Place;
  readonly apiId: string;
  readonly stage: string;
  /** Where the access log of the stage goes, and what it tells. */
  readonly accessLog: { readonly destinationArn?: string | undefined; readonly format?: string | undefined };
  readonly context: ContextVariables;
  /** Milliseconds: when the request came, by the product's clock and by `performance.now()`. */
  readonly at: number;
  readonly begun: number;
};

/** Tells access log and metrics of an answer, whose status, length and latency come into `$context`. */
export function tellAnswer(told: Told, { body, status }: Pick<WireResponse, "body" | "status">): void {
  const { accessLog, apiId, at, begun, context, front, place, stage } = told;
  const latencyMs = performance.now() - begun;
  context["status"] = status;
  context["responseLength"] = typeof body === "string" || Buffer.isBuffer(body) ? Buffer.byteLength(body) : undefined;
  context["responseLatency"] = Math.round(latencyMs);
  const { destinationArn, format } = accessLog;
  if (destinationArn !== undefined && format !== undefined) {
    front.store.logs.access({ place, destinationArn, timestamp: at, message: accessLogFormat(format)(context) });
  }
  const { integrationLatency } = context;
  countAnswer(front.inside.frame.metrics, {
    apiId,
    stage,
    status,
    latencyMs,
    integrationLatencyMs: typeof integrationLatency === "number" ? integrationLatency : undefined,
  });
}
