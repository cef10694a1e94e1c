import type { Metrics } from "@skylab/service";
import type { PublishedV2Stage } from "../../store/published.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import type { ContextVariables } from "../api-request.ts";
import { tellAnswer } from "../tell-answer.ts";

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
  const { apiId, place, stage } = published;
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
}
