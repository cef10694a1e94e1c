import type { Metrics } from "@skylab/service";
import { keptBeside } from "./kept-beside.ts";

/** What is counted of an answer, of any kind of API. */
export type Answered = {
  readonly apiId: string;
  readonly stage: string;
  readonly status: number;
  readonly latencyMs: number;
  /** Absent where no integration was asked. */
  readonly integrationLatencyMs: number | undefined;
};

type Meter = ReturnType<Metrics["meter"]>;

type StageMeters = { readonly requests: Meter; readonly integration: Meter };

/** Series of stages that a process keeps; those of further stages are counted together, so that their number is bounded. */
const MAX_STAGES = 1000;
const FURTHER = "others";

const metersOf = keptBeside((_metrics: Metrics) => new Map<string, StageMeters>());

/**
 * Counts an answer for its stage: `skylab_requests_total{service="execute-api", operation="API/STAGE", code="2XX"}`, and
 * its latency; that of the integration under `execute-api integration`. CloudWatch's Count, 4XXError, 5XXError, Latency and
 * IntegrationLatency are made of these.
 */
export function countAnswer(metrics: Metrics, answered: Answered): void {
  const { apiId, integrationLatencyMs, latencyMs, stage, status } = answered;
  const { integration, requests } = meterOf(metrics, `${apiId}/${stage}`);
  const code = `${Math.floor(status / 100)}XX`;
  requests.count(code, latencyMs / 1000);
  if (integrationLatencyMs !== undefined) integration.count(code, integrationLatencyMs / 1000);
}

function meterOf(metrics: Metrics, stage: string): StageMeters {
  const known = metersOf(metrics);
  const name = known.has(stage) || known.size < MAX_STAGES ? stage : FURTHER;
  let meters = known.get(name);
  if (meters === undefined) {
    const requests = metrics.meter("execute-api", name);
    known.set(name, (meters = { requests, integration: metrics.meter("execute-api integration", name) }));
  }
  return meters;
}
