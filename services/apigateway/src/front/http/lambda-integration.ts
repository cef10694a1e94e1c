import type { WireResponse } from "@skylab/protocol";
import { webAnswer } from "@skylab/web-events";
import { functionArnOf } from "../integrations/integration-uri.ts";
import { event1 } from "../lambda/http-event-1.ts";
import { event2 } from "../lambda/http-event-2.ts";
import { lambdaProxyAnswer } from "../lambda/proxy-answer.ts";
import type { HttpCall } from "./http-call.ts";
import { internalError } from "./refusals.ts";

/** What a function's answer is of where it says nothing. */
const CONTENT_TYPE = "text/plain; charset=utf-8";

/** Runs a function with the request as its event, and answers what it returns. */
export async function callFunction(call: HttpCall): Promise<WireResponse> {
  const { as, front, integration, request, stageVariables, timeoutMs, uri } = call;
  const isFormat1 = integration.PayloadFormatVersion === "1.0";
  const { payload, functionError } = await front.dataPlane.integrations.lambda({
    as,
    functionArn: functionArnOf(uri(stageVariables)),
    payload: Buffer.from(
      isFormat1 ? event1(call, request.body) : event2(call, request.body, call.authorized.authorizerV2),
    ),
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
