import { type AwsTarget, awsTarget, invocationUrl } from "../integrations/integration-uri.ts";
import type { ServiceRequest } from "../integrations/integration.ts";
import { lambdaProxyAnswer } from "../lambda/proxy-answer.ts";
import { lambdaProxyEvent } from "../lambda/proxy-event.ts";
import { fillPath } from "../mappings/endpoint-url.ts";
import type { CompiledIntegration } from "./compiled.ts";
import { badGateway, configurationError } from "./failure.ts";
import { refuseHeaders } from "./http-integration.ts";
import { javaMap } from "./java-map.ts";
import { methodAs } from "./method-arn.ts";
import { type IntegrationRequest, mapRequest } from "./request-mapping.ts";
import { type Given, respond } from "./respond.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";
import { streamFunctionProxy } from "./stream-integration.ts";
import { timed } from "./timed.ts";

/** AWS_PROXY: a function is handed the request, and returns the answer. */
export async function callFunctionProxy(call: RestCall, integration: CompiledIntegration): Promise<RestAnswer> {
  const target = targetOf(call, integration);
  if (target.kind === "service") return await callService(call, { integration, target });
  if (integration.integration.responseTransferMode === "STREAM") {
    return await streamFunctionProxy(call, integration, target.functionArn);
  }
  const payload = Buffer.from(lambdaProxyEvent(call));
  const { trace } = call;
  trace("data", () => `Endpoint request body after transformations: ${payload.toString()}`);
  const { functionError, payload: returned } = await invoke(call, {
    integration,
    functionArn: target.functionArn,
    payload,
  });
  if (functionError !== undefined) {
    const message = errorMessageOf(returned);
    throw badGateway(`Lambda execution failed with status 200 due to customer function error: ${message}`);
  }
  const answer = lambdaProxyAnswer(returned, call.request.headers.get("accept")?.[0], call.api);
  if (answer === undefined)
    throw badGateway("Execution failed due to configuration error: Malformed Lambda proxy response");
  return answer;
}

/** AWS: a function or a service is asked what the mappings make of the request. */
export async function callAws(call: RestCall, integration: CompiledIntegration): Promise<RestAnswer> {
  const target = targetOf(call, integration);
  if (target.kind === "service") return await callService(call, { integration, target });
  const request = mapRequest(call, integration);
  refuseHeaders(request.headers, NOT_TO_BE_SET);
  return respond(call, { integration, request }, await givenByFunction(call, { integration, request, target }));
}

/** As recorded of AWS. */
const NOT_TO_BE_SET: ReadonlySet<string> = new Set([
  "authorization",
  "connection",
  "content-length",
  "expect",
  "proxy-authenticate",
  "te",
  "transfer-encoding",
]);

function targetOf(call: RestCall, { uri }: CompiledIntegration): AwsTarget {
  const target = awsTarget(uri(call.stageVariables));
  if (target === undefined) throw configurationError("Invalid endpoint address");
  return target;
}

type Asked<Target> = {
  readonly integration: CompiledIntegration;
  readonly request: IntegrationRequest;
  readonly target: Target;
};

async function givenByFunction(
  call: RestCall,
  { integration, request, target }: Asked<Extract<AwsTarget, { kind: "function" }>>,
): Promise<Given> {
  const payload = request.body.length === 0 ? EMPTY_OBJECT : request.body;
  const event = headerOf(request, "x-amz-invocation-type") === "Event";
  call.trace("data", () => `Endpoint request body after transformations: ${payload.toString()}`);
  const { functionArn } = target;
  const { functionError, payload: returned } = await invoke(call, { integration, functionArn, payload, event });
  const outcome = functionError === undefined ? "" : errorMessageOf(returned);
  const headers = new Map([["content-type", ["application/json"]]]);
  return { outcome, headers, body: Buffer.from(returned.buffer, returned.byteOffset, returned.byteLength) };
}

const EMPTY_OBJECT = Buffer.from("{}");

const headerOf = ({ headers }: IntegrationRequest, wanted: string): string | undefined => {
  for (const [name, values] of headers) if (name.toLowerCase() === wanted) return values.at(-1);
  return undefined;
};

type Invocation = {
  readonly integration: CompiledIntegration;
  readonly functionArn: string;
  readonly payload: Buffer;
  readonly event?: boolean;
};

async function invoke(call: RestCall, { event = false, functionArn, integration, payload }: Invocation) {
  const { request, dataPlane, trace } = call;
  const url = invocationUrl(call.published.place, functionArn);
  trace("data", () => `Endpoint request URI: ${url}`);
  trace("info", () => `Sending request to ${url}`);
  const answering = dataPlane.integrations.lambda({
    as: methodAs(call, integration),
    functionArn,
    payload,
    event,
    trace: request.traceId,
    timeoutMs: integration.timeoutMs,
    signal: request.signal,
  });
  const answer = await timed(call, answering, () => (event ? ACCEPTED : OK));
  const { payload: returned } = answer;
  trace("data", () => `Endpoint response body before transformations: ${Buffer.from(returned).toString()}`);
  return answer;
}

const OK = 200;
const ACCEPTED = 202;

/** `errorMessage` of what a function that failed returns. */
function errorMessageOf(payload: Uint8Array): string {
  try {
    const error = JSON.parse(Buffer.from(payload).toString()) as { readonly errorMessage?: unknown } | null; // as: whatever it is.
    return typeof error?.errorMessage === "string" ? error.errorMessage : "";
  } catch {
    return "";
  }
}

async function callService(
  call: RestCall,
  { integration, target }: Omit<Asked<Extract<AwsTarget, { kind: "service" }>>, "request">,
): Promise<RestAnswer> {
  const request = mapRequest(call, integration);
  refuseHeaders(request.headers, NOT_TO_BE_SET);
  const asked: ServiceRequest = {
    as: methodAs(call, integration),
    service: target.service,
    region: target.region,
    subdomain: target.subdomain,
    target: "path" in target.target ? { path: fillPath(target.target.path, request.path) } : target.target,
    method: integration.integration.httpMethod ?? "POST",
    query: request.query,
    headers: lowerCase(request),
    body: request.body,
    timeoutMs: integration.timeoutMs,
    signal: call.request.signal,
  };
  call.trace("data", () => `Endpoint request body after transformations: ${request.body.toString()}`);
  const answer = await timed(call, call.dataPlane.integrations.service(asked), ({ status }) => status);
  call.trace("data", () => `Endpoint response headers: ${javaMap(answer.headers)}`);
  call.trace("data", () => `Endpoint response body before transformations: ${answer.body.toString()}`);
  const headers = new Map<string, readonly string[]>();
  for (const [name, value] of answer.headers) headers.set(name.toLowerCase(), [value]);
  return respond(call, { integration, request }, { outcome: String(answer.status), headers, body: answer.body });
}

function lowerCase({ body, headers }: IntegrationRequest): ServiceRequest["headers"] {
  // Query services, SQS and SNS, answer in JSON then; templates count on it.
  const lower = new Map<string, readonly string[]>([["accept", ["application/json"]]]);
  if (body.length > 0) lower.set("content-type", ["application/json"]);
  for (const [name, values] of headers) lower.set(name.toLowerCase(), values);
  return lower;
}
