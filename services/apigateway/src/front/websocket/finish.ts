import type { Metrics } from "@skylab/service";
import type { PublishedV2Stage } from "../../store/published.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { accessLogFormat } from "../access-log/access-log-format.ts";
import type { ContextVariables } from "../api-request.ts";
import { countAnswer } from "../stage-metrics.ts";

/** What happened on a connection, and how it went. */
export type Happened = {
  readonly published: PublishedV2Stage;
  readonly context: ContextVariables;
  readonly status: number;
  readonly begun: number;
};

/** Tells logs and metrics of it. */
export function finish(
  { logs }: Pick<ApigatewayStore, "logs">,
  metrics: Metrics | undefined,
  { begun, context, published, status }: Happened,
): void {
  const latencyMs = performance.now() - begun;
  context["status"] = status;
  context["responseLatency"] = Math.round(latencyMs);
  const { apiId, place, stage } = published;
  const { DestinationArn, Format } = stage.AccessLogSettings ?? {};
  if (DestinationArn !== undefined && Format !== undefined) {
    const timestamp = Number(context["requestTimeEpoch"]);
    logs.access({ place, destinationArn: DestinationArn, timestamp, message: accessLogFormat(Format)(context) });
  }
  const integrationLatency = context["integrationLatency"];
  if (metrics === undefined) return;
  countAnswer(metrics, {
    apiId,
    stage: stage.StageName,
    status,
    latencyMs,
    integrationLatencyMs: typeof integrationLatency === "number" ? integrationLatency : undefined,
  });
}
