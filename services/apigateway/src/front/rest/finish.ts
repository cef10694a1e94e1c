import type { WireResponse } from "@skylab/protocol";
import { executionEvents } from "../logs/execution-log.ts";
import { tellAnswer } from "../tell-answer.ts";
import { traceAnswer } from "./answer-method.ts";
import type { RestAnswer } from "./rest-call.ts";
import type { RestPassage } from "./rest-passage.ts";

/** Gives an answer the headers of every answer, and tells logs and metrics of it. */
export function finish(passage: RestPassage, answer: RestAnswer): WireResponse {
  const { context, front, request } = passage;
  const headers = answer.headers.wire();
  headers["x-amzn-RequestId"] = request.requestId;
  headers["x-amz-apigw-id"] = request.extendedRequestId;
  if (tellsTrace(passage, answer)) headers["X-Amzn-Trace-Id"] = request.traceId;
  const { apiId, place, stage } = passage.published;
  tellAnswer({
    logs: front.dataPlane.logs,
    metrics: front.inside.frame.metrics,
    place,
    apiId,
    stage: stage.stageName,
    accessLog: stage.accessLogSettings ?? {},
    context,
    at: request.at,
    begun: passage.begun,
    status: answer.status,
    body: answer.body,
  });
  traceAnswer(passage.log, answer);
  tellExecution(passage);
  return { status: answer.status, headers, body: answer.body };
}

/** As recorded: neither where the API answers itself, nor where the endpoint's own header would be meant. */
const TELL_NO_TRACE: ReadonlySet<string | undefined> = new Set([undefined, "HTTP_PROXY", "MOCK"]);

const tellsTrace = ({ method }: RestPassage, { headers }: RestAnswer): boolean =>
  !TELL_NO_TRACE.has(method?.integration?.type) && headers.get("x-amzn-ErrorType") === undefined;

function tellExecution({ front, log, published, request }: RestPassage): void {
  const { apiId, kind, place, stage } = published;
  if (log.lines.length === 0) return;
  front.dataPlane.logs.execution({ kind, place, apiId, stage: stage.stageName, events: executionEvents(log, request) });
}
