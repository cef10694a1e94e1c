import { NOBODY } from "@skylab/auth";
import type { WireResponse } from "@skylab/protocol";
import { type Caller, type Exchange, type Inside, readBody } from "@skylab/service";
import { webAnswer } from "@skylab/web-events";
import { functionTarget } from "../access/function-target.ts";
import { LATEST } from "../domain/functions/function-arn.ts";
import { requestTooLarge } from "../domain/invocations/errors.ts";
import { MAX_PAYLOAD_BYTES, readPayload } from "../domain/invocations/payload.ts";
import { urlEvent } from "../domain/url-requests/url-event.ts";
import { findFunction } from "../find-function.ts";
import type { LambdaOperations } from "../operation.ts";
import { requireActive, type Run, runFunction, runStreamed } from "../invocations/run-function.ts";
import type { LambdaStore } from "../store/store.ts";
import type { FoundUrl } from "../store/urls.ts";
import { traceOf } from "../invocations/trace-of.ts";
import { streamedAnswer } from "./streamed-answer.ts";
import { badAnswer, forbiddenUrl, notRun, unsignedUrl } from "./url-refusals.ts";

/** A request to the URL of a function. */
export type UrlCall = {
  readonly exchange: Exchange;
  readonly inside: Inside<LambdaOperations>;
  readonly found: FoundUrl;
  readonly store: LambdaStore;
};

/** Runs the function of a URL, and answers what it answers. */
export async function answerUrl(call: UrlCall): Promise<WireResponse> {
  const answer = await answerOrRefuse(call).catch(notRun);
  return { ...answer, headers: { ...answer.headers, "x-amzn-requestid": call.inside.requestId } };
}

async function answerOrRefuse(call: UrlCall): Promise<WireResponse> {
  const body = await bodyOf(call);
  const caller = await callerOf(call, body);
  if (caller === undefined) return unsignedUrl();
  if (!(await mayInvoke(call, caller))) return forbiddenUrl();
  const run = await runOf(call, body, caller);
  const { found, store } = call;
  if (found.url.invokeMode === "RESPONSE_STREAM") return await streamedAnswer(await runStreamed(run, store));
  const { end, payload } = await runFunction(run, store);
  return (end.functionError === undefined ? webAnswer(payload, JSON_TYPE) : undefined) ?? badAnswer();
}

/** Of what the function answers, where it says nothing else. */
const JSON_TYPE = "application/json";

async function bodyOf({ exchange }: UrlCall): Promise<Buffer> {
  try {
    return await readBody(exchange.request, MAX_PAYLOAD_BYTES);
  } catch {
    throw requestTooLarge(MAX_PAYLOAD_BYTES);
  }
}

/** Who asks; `undefined`: nobody, where somebody must. */
async function callerOf({ exchange, found, inside }: UrlCall, body: Buffer): Promise<Caller | undefined> {
  if (found.url.authType === "NONE") return NOBODY;
  const { head } = exchange;
  const isSigned = head.headers.authorization !== undefined || head.query.includes("X-Amz-Signature=");
  return isSigned || inside.frame.auth.mode !== "enforce" ? await inside.authenticate(body) : undefined;
}

/**
 * AWS asks for both: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html. In open mode, in which everybody is root,
 * who signs nothing may ask a URL that is for everybody.
 */
const ACTIONS = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"];

async function mayInvoke({ found, inside, store }: UrlCall, caller: Caller): Promise<boolean> {
  const { name, place, qualifier } = found.of;
  if (found.url.authType === "NONE" && inside.frame.auth.mode !== "enforce") return true;
  const naming = { name, ...(qualifier !== LATEST && { qualifier }) };
  const target = await functionTarget(naming, { place }, store);
  const context = (): Record<string, string> => ({
    "lambda:FunctionUrlAuthType": found.url.authType,
    "lambda:InvokedViaFunctionUrl": "true",
  });
  for (const action of ACTIONS) {
    if ((await inside.refusalOf({ ...target, action, context }, caller, place.region)) !== undefined) return false;
  }
  return true;
}

async function runOf({ exchange, found, inside, store }: UrlCall, body: Buffer, caller: Caller): Promise<Run> {
  const { name, place, qualifier } = found.of;
  const naming = { name, ...(qualifier !== LATEST && { qualifier }) };
  const asked = await findFunction(naming, place, store);
  requireActive(asked);
  const { head, signal, sourceIp } = exchange;
  const { clock, ids } = inside.frame;
  const { requestId } = inside;
  const traceId = traceOf({ clock, head, ids });
  const { accessKeyId: accessKey, account, arn, id } = caller;
  const signedBy = found.url.authType === "NONE" ? undefined : { accessKey, account, arn, id };
  const event = { ...head, id: found.url.id, body, sourceIp, requestId, traceId, at: clock.now(), signedBy };
  return { found: asked, payload: readPayload(Buffer.from(urlEvent(event))), requestId, traceId, signal };
}
