import type { MethodSetting } from "@aws-sdk/client-api-gateway";
import { AnswerHeaders } from "../answer-headers.ts";
import { invalidRequest } from "./failure.ts";
import { integrate } from "./integrate.ts";
import { javaMap } from "./java-map.ts";
import { cached, cacheUse, type Caching, cachingOf, remember } from "./response-cache.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";

/** Answers a request that may ask: validates it, and asks the cache or the integration. @throws RestFailure */
export async function answerMethod(call: RestCall, settings: MethodSetting): Promise<RestAnswer> {
  traceRequest(call);
  validate(call);
  const caching = cachingOf(call, settings);
  return caching === undefined ? await integrate(call) : await answerCached(call, settings, caching);
}

/** In the words of AWS's execution logs. */
function traceRequest({ headers, pathParameters, request, trace }: RestCall): void {
  trace("info", () => `Starting execution for request: ${request.requestId}`);
  trace("info", () => `HTTP Method: ${request.head.method}, Resource Path: ${request.address.path}`);
  trace("data", () => `Method request path: ${javaMap(Object.entries(pathParameters))}`);
  trace("data", () => `Method request query string: ${javaMap(request.query)}`);
  trace("data", () => `Method request headers: ${javaMap(headers)}`);
  trace("data", () => `Method request body before transformations: ${request.body.toString()}`);
}

/** And what becomes of it. */
export function traceAnswer({ trace }: Pick<RestCall, "trace">, { body, headers, status }: RestAnswer): void {
  if (headers.get("x-amzn-ErrorType") === undefined) {
    trace(
      "data",
      () =>
        `Method response body after transformations: ${typeof body === "string" || Buffer.isBuffer(body) ? body.toString() : "[STREAM]"}`,
    );
    trace("data", () => `Method response headers: ${javaMap(headers.all())}`);
    trace("info", () => "Successfully completed execution");
  }
  trace("info", () => `Method completed with status: ${status}`);
}

function validate({ context, headers, method, pathParameters, request }: RestCall): void {
  const { body, query } = request;
  const invalid = method.validate?.({ path: pathParameters, querystring: query, header: headers, body });
  if (invalid === undefined) return;
  context["error"] = { validationErrorString: invalid.validationErrorString };
  throw invalidRequest(invalid);
}

async function answerCached(call: RestCall, settings: MethodSetting, caching: Caching): Promise<RestAnswer> {
  const { asksCache, warning } = await cacheUse(call, settings);
  const { clock } = call.dataPlane;
  const known = asksCache ? cached(caching, clock.now()) : undefined;
  const answer = known ?? (await integrate(call));
  if (known === undefined) remember(caching, answer, clock.now());
  return warning === undefined ? answer : withWarning(answer, warning);
}

/** The answer itself is the cache's. */
function withWarning(answer: RestAnswer, warning: string): RestAnswer {
  const headers = new AnswerHeaders();
  for (const [name, values] of answer.headers.all()) headers.set(name, values);
  headers.set("Warning", warning);
  return { ...answer, headers };
}
