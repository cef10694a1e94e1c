import type { WireResponse } from "@skylab/protocol";
import { accessLogFormat } from "../access-log/access-log-format.ts";
import { countAnswer } from "../stage-metrics.ts";
import { tellAnswer } from "./answer-method.ts";
import { executionEvents } from "./execution-log.ts";
import type { RestAnswer } from "./rest-call.ts";
import type { RestPassage } from "./rest-passage.ts";

/** Gives an answer the headers of every answer, and tells logs and metrics of it. */
export function finish(passage: RestPassage, answer: RestAnswer): WireResponse {
  const { context, front, request } = passage;
  const headers = answer.headers.wire();
  headers["x-amzn-RequestId"] = request.requestId;
  headers["x-amz-apigw-id"] = request.extendedRequestId;
  if (tellsTrace(passage, answer)) headers["X-Amzn-Trace-Id"] = request.traceId;
  const latencyMs = performance.now() - passage.begun;
  context["status"] = answer.status;
  context["responseLength"] = lengthOf(answer.body);
  context["responseLatency"] = Math.round(latencyMs);
  tellAnswer(passage.log, answer);
  tellLogs(passage);
  const { apiId, stage } = passage.published;
  const integrationLatency = context["integrationLatency"];
  countAnswer(front.inside.frame.metrics, {
    apiId,
    stage: stage.stageName,
    status: answer.status,
    latencyMs,
    integrationLatencyMs: typeof integrationLatency === "number" ? integrationLatency : undefined,
  });
  return { status: answer.status, headers, body: answer.body };
}

/** As recorded: neither where the API answers itself, nor where the endpoint's own header would be meant. */
const TELL_NO_TRACE: ReadonlySet<string | undefined> = new Set([undefined, "HTTP_PROXY", "MOCK"]);

const tellsTrace = ({ method }: RestPassage, { headers }: RestAnswer): boolean =>
  !TELL_NO_TRACE.has(method?.integration?.type) && headers.get("x-amzn-ErrorType") === undefined;

const lengthOf = (body: RestAnswer["body"]): number | undefined =>
  typeof body === "string" || Buffer.isBuffer(body) ? Buffer.byteLength(body) : undefined;

function tellLogs({ context, front, log, published, request }: RestPassage): void {
  const { apiId, place, stage } = published;
  const { logs } = front.store;
  const { destinationArn, format } = stage.accessLogSettings ?? {};
  if (destinationArn !== undefined && format !== undefined) {
    logs.access({ place, destinationArn, timestamp: request.at, message: accessLogFormat(format)(context) });
  }
  if (log.lines.length === 0) return;
  logs.execution({ place, apiId, stage: stage.stageName, events: executionEvents(log, request) });
}
