import type { WireResponse } from "@skylab/protocol";
import { webAnswer, webEvent } from "@skylab/web-events";
import { functionArnOf } from "../integrations/integration-uri.ts";
import { event1, eventPath } from "./event-1.ts";
import { lambdaProxyAnswer } from "../rest/lambda-proxy-answer.ts";
import type { HttpCall } from "./http-call.ts";
import { queryText } from "../mappings/query-text.ts";
import { internalError } from "./refusals.ts";

/** What a function's answer is of where it says nothing. */
const CONTENT_TYPE = "text/plain; charset=utf-8";

/** Runs a function with the request as its event, and answers what it returns. */
export async function callFunction(call: HttpCall): Promise<WireResponse> {
  const { as, front, integration, request, stageVariables, timeoutMs, uri } = call;
  const isFormat1 = integration.PayloadFormatVersion === "1.0";
  const { payload, functionError } = await front.store.integrations.lambda({
    as,
    functionArn: functionArnOf(uri(stageVariables)),
    payload: Buffer.from(isFormat1 ? event1(call) : event2(call)),
    trace: request.traceId,
    timeoutMs,
    signal: request.signal,
  });
  const answer = functionError === undefined ? answerOf(payload, isFormat1) : undefined;
  if (answer === undefined) throw internalError();
  return answer;
}

function answerOf(payload: Uint8Array, isFormat1: boolean): WireResponse | undefined {
  if (!isFormat1) return webAnswer(payload, CONTENT_TYPE);
  const answer = lambdaProxyAnswer(payload, undefined, ALL_BINARY);
  if (answer === undefined) return undefined;
  const { body, headers, status } = answer;
  const named = headers.all().map(([name, values]) => [name.toLowerCase(), values] as const);
  return { status, headers: Object.fromEntries(named), body };
}

/** HTTP APIs decode what a function says is base64, whoever asked. */
const ALL_BINARY = { isBinary: () => true };

function event2(call: HttpCall): string {
  const { authorized, headers, pathParameters, published, query, request, route, stageVariables } = call;
  const { address, at, body, extendedRequestId, head, sourceIp } = request;
  return webEvent({
    method: head.method,
    path: eventPath(call),
    rawQuery: query === request.query ? head.query : queryText(query),
    query,
    headers,
    body,
    sourceIp,
    requestId: extendedRequestId,
    at,
    accountId: published.place.account,
    apiId: address.apiId,
    domainName: address.domainName,
    domainPrefix: address.domainName.split(".", 1)[0] ?? "",
    stage: published.stage.StageName,
    routeKey: route.RouteKey,
    pathParameters,
    stageVariables,
    authorizer: authorized.authorizerV2,
  });
}
