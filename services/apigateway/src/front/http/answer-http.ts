import type { WireResponse } from "@skylab/protocol";
import type { ContextVariables } from "../../domain/context-variables.ts";
import type { V2Snapshot } from "../../domain/v2/snapshot.ts";
import type { PublishedV2Stage } from "../../store/published.ts";
import type { Resolved } from "../addresses/resolve-address.ts";
import type { ApiRequest } from "../api-request.ts";
import type { Allowed } from "../authorizers/authorization.ts";
import { authorizeRoute } from "../authorizers/authorize-route.ts";
import { contextVariables } from "../context-variables.ts";
import type { Front } from "../front.ts";
import { IntegrationFault } from "../integrations/integration.ts";
import { beginRequest, newExtendedRequestId, readRequestBody, RequestTooLarge } from "../read-request.ts";
import { tellAnswer } from "../tell-answer.ts";
import { admit } from "../throttling/admit.ts";
import { type CompiledIntegration, compiledOf } from "./compiled.ts";
import { isPreflight, preflightAnswer, withCors } from "./cors.ts";
import type { ExpressionScope } from "./expression.ts";
import { type HttpCall, routeAs, timeoutOf } from "./http-call.ts";
import { callFunction } from "./lambda-integration.ts";
import { mappedAnswer } from "./mapped-answer.ts";
import { callEndpoint } from "./proxy-integration.ts";
import {
  gatewayTimeout,
  HttpApiRefusal,
  internalError,
  notFound,
  refusalAnswer,
  requestTooLarge,
  tooManyRequests,
  unavailable,
} from "./refusals.ts";
import type { FoundRoute } from "./route-table.ts";
import { callService } from "./service-integration.ts";

/** A request to a stage of an HTTP API. */
type HttpApiCall = {
  readonly front: Front;
  readonly published: PublishedV2Stage;
  readonly request: ApiRequest;
  /** `$context`, which grows on the way: the access log is written of it. */
  readonly context: ContextVariables;
};

/** Answers a request to an HTTP API. Rejects but for faults of our own. */
export async function answerHttp(front: Front, { address, published }: Resolved): Promise<WireResponse> {
  if (published === undefined || published.kind === "REST") return noSuchStage(front);
  const begun = performance.now();
  const start = beginRequest(front, address);
  const { apiId, place, stage } = published;
  const of = { place, apiId, stage: stage.StageName, deploymentId: stage.DeploymentId ?? "" };
  const context = contextVariables(start, of);
  // Such APIs know one id of a request alone.
  context["requestId"] = start.extendedRequestId;
  const body = await readRequestBody(front.exchange.request).catch((error: unknown) => {
    if (error instanceof RequestTooLarge) return error;
    throw error;
  });
  const isTooLarge = !Buffer.isBuffer(body);
  // Not spread: the signal is made when somebody first asks for it.
  const request: ApiRequest = Object.assign(start, { body: isTooLarge ? Buffer.alloc(0) : body });
  const call: HttpApiCall = { front, published, request, context };
  const answer = isTooLarge ? refusedAnswer(call, requestTooLarge()) : await answerCall(call);
  const { DestinationArn: destinationArn, Format: format } = stage.AccessLogSettings ?? {};
  tellAnswer({
    logs: front.dataPlane.logs,
    metrics: front.inside.frame.metrics,
    place,
    apiId,
    stage: stage.StageName,
    accessLog: { destinationArn, format },
    context,
    at: request.at,
    begun,
    status: answer.status,
    body: answer.body,
  });
  return { ...answer, headers: { ...answer.headers, [REQUEST_ID]: request.extendedRequestId } };
}

/** The one id that such APIs tell of a request. */
const REQUEST_ID = "apigw-requestid";

function noSuchStage({ inside }: Front): WireResponse {
  const { headers, ...answer } = refusalAnswer(notFound());
  return { ...answer, headers: { ...headers, [REQUEST_ID]: newExtendedRequestId(inside.frame.ids) } };
}

async function answerCall(call: HttpApiCall): Promise<WireResponse> {
  const { published, request } = call;
  const { snapshot } = published;
  const cors = snapshot?.api.CorsConfiguration;
  if (cors !== undefined && isPreflight(request.head.method, request.headers)) {
    return preflightAnswer(cors, request.headers);
  }
  const answer = await answerRoute(call, snapshot).catch((error: unknown) => refusedAnswer(call, error));
  return cors === undefined ? answer : withCors(answer, cors, request.headers);
}

function refusedAnswer({ context }: HttpApiCall, error: unknown): WireResponse {
  const refusal = refusalOf(error);
  const { words: message, responseType } = refusal;
  context["error"] = { message, messageString: JSON.stringify(message), responseType };
  if (error instanceof IntegrationFault) context["integrationErrorMessage"] = error.message;
  return refusalAnswer(refusal);
}

/** @throws what is no fault of an API or an integration */
function refusalOf(error: unknown): HttpApiRefusal {
  if (error instanceof HttpApiRefusal) return error;
  if (!(error instanceof IntegrationFault)) throw error;
  if (error.kind === "timeout") return gatewayTimeout();
  return error.kind === "unreachable" || error.kind === "throttled" ? unavailable() : internalError();
}

async function answerRoute(call: HttpApiCall, snapshot: V2Snapshot | undefined): Promise<WireResponse> {
  const { context, request } = call;
  if (snapshot === undefined) throw notFound();
  const { findRoute, integrations } = compiledOf(snapshot);
  const found = findRoute(request.head.method, request.address.path);
  if (found === undefined) throw notFound();
  context["routeKey"] = found.route.RouteKey;
  await admitRoute(call, found);
  const authorized = await authorizeOrRefuse(call, snapshot, found);
  const id = found.route.Target?.replace(/^integrations\//, "");
  const compiled = id === undefined ? undefined : integrations.get(id);
  if (compiled === undefined) throw internalError();
  return await integrate({ ...call, found, authorized, compiled });
}

/** @throws HttpApiRefusal where there are too many requests at a time. */
async function admitRoute({ front, published, request }: HttpApiCall, { route }: FoundRoute): Promise<void> {
  const { apiId, place, stage } = published;
  const { DefaultRouteSettings, RouteSettings = {}, StageName } = stage;
  const settings = { ...DefaultRouteSettings, ...RouteSettings[route.RouteKey] };
  const throttled = await admit(front.dataPlane, {
    place,
    apiId,
    stage: StageName,
    route: route.RouteKey,
    limit: { rateLimit: settings.ThrottlingRateLimit, burstLimit: settings.ThrottlingBurstLimit },
    now: request.at,
  });
  if (throttled !== undefined) throw tooManyRequests();
}

/** @throws HttpApiRefusal where they may not. */
async function authorizeOrRefuse(call: HttpApiCall, snapshot: V2Snapshot, found: FoundRoute): Promise<Allowed> {
  const { context, front, published, request } = call;
  const authorization = await authorizeRoute({
    front,
    integrations: front.dataPlane.integrations,
    request,
    context,
    pathParameters: found.pathParameters,
    stageVariables: published.stage.StageVariables ?? {},
    published,
    snapshot,
    route: found.route,
  });
  if (authorization.allow) return authorization;
  const { headers, message, status, type } = authorization;
  const refused = new HttpApiRefusal(status, message, type);
  if (headers !== undefined) refused.headers = headers;
  throw refused;
}

type Routed = HttpApiCall & {
  readonly found: FoundRoute;
  readonly authorized: Allowed;
  readonly compiled: CompiledIntegration;
};

async function integrate(routed: Routed): Promise<WireResponse> {
  const { authorized, compiled, context, found, front, published, request } = routed;
  const stageVariables = published.stage.StageVariables ?? {};
  const { address, headers, query } = request;
  const scope: ExpressionScope = {
    path: address.path,
    pathParameters: found.pathParameters,
    query,
    headers,
    body: request.body.toString(),
    context,
    stageVariables,
  };
  const mapped = compiled.mapRequest?.({ headers, query }, scope) ?? { headers, query };
  const call: HttpCall = {
    ...compiled,
    ...found,
    front,
    published,
    request,
    stageVariables,
    context,
    authorized,
    scope,
    headers: mapped.headers,
    query: mapped.query,
    path: mapped.path,
    as: routeAs(published, found.route, { authorized, compiled, method: request.head.method }),
    timeoutMs: timeoutOf(compiled),
  };
  const begun = performance.now();
  const answer = await callIntegration(call);
  context["integrationLatency"] = Math.round(performance.now() - begun);
  context["integrationStatus"] = answer.status;
  return mappedAnswer(call, answer);
}

function callIntegration(call: HttpCall): Promise<WireResponse> {
  const { IntegrationSubtype, IntegrationType } = call.integration;
  if (IntegrationSubtype !== undefined) return callService(call);
  return IntegrationType === "AWS_PROXY" ? callFunction(call) : callEndpoint(call);
}
