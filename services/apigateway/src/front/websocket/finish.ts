import type { Metrics } from "@skylab/service";
import type { ContextVariables } from "../../domain/context-variables.ts";
import type { PublishedV2Stage } from "../../store/published.ts";
import type { DataPlane } from "../data-plane.ts";
import type { ExecutionLog } from "../logs/execution-log.ts";
import { tellAnswer } from "../tell-answer.ts";
import { endLog, eventsOf } from "./execution-log.ts";

/** What happened on a connection, and how it went. */
export type Happened = {
  readonly published: PublishedV2Stage;
  readonly context: ContextVariables;
  readonly status: number;
  readonly begun: number;
  readonly log: ExecutionLog;
};

/** Tells logs and metrics of it. */
export function finish(
  { logs }: Pick<DataPlane, "logs">,
  metrics: Metrics | undefined,
  { begun, context, log, published, status }: Happened,
): void {
  const { apiId, kind, place, stage } = published;
  const { DestinationArn: destinationArn, Format: format } = stage.AccessLogSettings ?? {};
  tellAnswer({
    logs,
    metrics,
    place,
    apiId,
    stage: stage.StageName,
    accessLog: { destinationArn, format },
    context,
    at: Number(context["requestTimeEpoch"]),
    begun,
    status,
  });
  endLog(log, context, status);
  if (log.lines.length === 0) return;
  logs.execution({ kind, place, apiId, stage: stage.StageName, events: eventsOf(log, context) });
}
