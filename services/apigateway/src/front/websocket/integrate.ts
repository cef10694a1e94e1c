import { functionArnOf, invocationUrl } from "../integrations/integration-uri.ts";
import type { CompiledIntegration } from "./compiled.ts";
import { callEndpoint, callMock, callTarget } from "./mapped-integration.ts";
import { badGateway } from "./refusals.ts";
import { routeAs, type RouteAnswer, type RouteCall, variablesOf } from "./route-call.ts";

/** Asks the integration of a route. Rejects with a WebSocketRefusal, an IntegrationFault or a TemplateFault. */
export function integrate(call: RouteCall, integration: CompiledIntegration): Promise<RouteAnswer> {
  switch (integration.integration.IntegrationType) {
    case "AWS_PROXY":
      return callFunction(call, integration);
    case "AWS":
      return callTarget(call, integration);
    case "HTTP":
    case "HTTP_PROXY":
      return callEndpoint(call, integration);
    default:
      return callMock(call, integration);
  }
}

/** AWS_PROXY: a function is told what happens, and says how it goes on. */
async function callFunction(call: RouteCall, integration: CompiledIntegration): Promise<RouteAnswer> {
  const { published, trace } = call;
  const functionArn = functionArnOf(integration.uri(variablesOf(published)));
  const event = call.event();
  trace("data", () => `Endpoint request body after transformations: ${event}`);
  trace("info", () => `Sending request to ${invocationUrl(published.place, functionArn)}`);
  const { functionError, payload } = await call.dataPlane.integrations.lambda({
    as: routeAs(call, integration),
    functionArn,
    payload: Buffer.from(event),
    ...(call.traceId !== undefined && { trace: call.traceId }),
    timeoutMs: integration.timeoutMs,
    ...(call.signal && { signal: call.signal }),
  });
  const returned = Buffer.from(payload).toString();
  trace("data", () => `Endpoint response body before transformations: ${returned}`);
  const answer = functionError === undefined ? answerOf(returned) : undefined;
  if (answer === undefined) throw badGateway();
  return answer;
}

const OK = 200;

/** What a function returned; `undefined`: it is no answer. */
function answerOf(text: string): RouteAnswer | undefined {
  const returned = objectIn(text);
  if (returned === undefined) return undefined;
  const { body, headers, statusCode = OK } = returned;
  const status = Number(statusCode);
  if (!Number.isInteger(status)) return undefined;
  return { status, body: typeof body === "string" ? body : undefined, protocol: protocolIn(headers) };
}

function protocolIn(headers: unknown): string | undefined {
  const named = isObject(headers) ? Object.entries(headers) : [];
  const protocol = named.find(([name]) => name.toLowerCase() === "sec-websocket-protocol")?.[1];
  return typeof protocol === "string" ? protocol : undefined;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
