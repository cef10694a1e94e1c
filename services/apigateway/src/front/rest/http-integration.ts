import type { OpenedCertificate } from "../../domain/rest/client-certificate.ts";
import { AnswerHeaders, nameForClient } from "../answer-headers.ts";
import type { MultiValues } from "../api-request.ts";
import type { HttpRequest } from "../integrations/integration.ts";
import { urlOf } from "../mappings/endpoint-url.ts";
import { queryText } from "../mappings/query-text.ts";
import { proxiedHeaders } from "../request-headers.ts";
import type { CompiledIntegration } from "./compiled.ts";
import { configurationError } from "./failure.ts";
import { javaMap } from "./java-map.ts";
import { type IntegrationRequest, mapRequest } from "./request-mapping.ts";
import { respond } from "./respond.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";
import { timed } from "./timed.ts";

/** HTTP_PROXY: hands the request on, and the answer back. */
export async function callHttpProxy(call: RestCall, integration: CompiledIntegration): Promise<RestAnswer> {
  const mapped = { ...mapRequest(call, integration), body: call.request.body };
  const answer = await ask(call, integration, {
    mapped,
    headers: proxied(call, mapped),
    query: proxiedQuery(call, mapped),
  });
  const headers = new AnswerHeaders();
  for (const [name, value] of answer.headers) {
    const shown = nameForClient(name);
    if (shown !== undefined) headers.add(shown, value);
  }
  return { status: answer.status, headers, body: answer.body };
}

/** HTTP: asks what the mappings make of the request, and answers what they make of the answer. */
export async function callHttp(call: RestCall, integration: CompiledIntegration): Promise<RestAnswer> {
  const request = mapRequest(call, integration);
  const answer = await ask(call, integration, {
    mapped: request,
    headers: ownHeaders(call, request),
    query: queryText(request.query),
  });
  const headers = new Map<string, string[]>();
  for (const [name, value] of answer.headers) {
    const lower = name.toLowerCase();
    headers.set(lower, [...(headers.get(lower) ?? []), value]);
  }
  return respond(call, { integration, request }, { outcome: String(answer.status), headers, body: answer.body });
}

type Asked = {
  readonly mapped: IntegrationRequest;
  readonly headers: HttpRequest["headers"];
  readonly query: string;
};

async function ask(call: RestCall, { integration, timeoutMs, uri }: CompiledIntegration, asked: Asked) {
  refuseHeaders(asked.mapped.headers, NOT_TO_BE_SET);
  const url = urlOf(uri(call.stageVariables), asked.mapped.path, asked.query);
  const method = integration.httpMethod === "ANY" ? call.request.head.method : (integration.httpMethod ?? "GET");
  call.trace("data", () => `Endpoint request URI: ${url}`);
  call.trace("data", () => `Endpoint request headers: ${javaMap(asked.headers)}`);
  call.trace("data", () => `Endpoint request body after transformations: ${asked.mapped.body.toString()}`);
  call.trace("info", () => `Sending request to ${url}`);
  const certificate = await certificateOf(call);
  const answering = call.dataPlane.integrations.http({
    method,
    url,
    headers: asked.headers,
    body: asked.mapped.body,
    timeoutMs,
    insecure: integration.tlsConfig?.insecureSkipVerification === true,
    certificate,
    signal: call.request.signal,
  });
  const answer = await timed(call, answering, ({ status }) => status);
  call.trace("data", () => `Endpoint response headers: ${javaMap(answer.headers)}`);
  call.trace("data", () => `Endpoint response body before transformations: ${answer.body.toString()}`);
  return answer;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html */
async function certificateOf({
  published: { place, stage },
  dataPlane,
}: RestCall): Promise<OpenedCertificate | undefined> {
  const { clientCertificateId: id = "" } = stage;
  return id === "" ? undefined : await dataPlane.clientCertificates.find(place, id);
}

/** As recorded of AWS. */
const NOT_TO_BE_SET: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);

/** Headers that AWS's own client sets: an API that maps them fails whenever it is called. */
export function refuseHeaders(headers: MultiValues, refused: ReadonlySet<string>): void {
  for (const name of headers.keys()) {
    if (refused.has(name.toLowerCase())) throw configurationError(`${name} may not be mapped`);
  }
}

/** As it came, where nothing is mapped into it. */
function proxiedQuery({ request }: RestCall, mapped: IntegrationRequest): string {
  if (mapped.query.size === 0) return request.head.query;
  return queryText(new Map([...request.query, ...mapped.query]));
}

function proxied(call: RestCall, mapped: IntegrationRequest): HttpRequest["headers"] {
  const { request } = call;
  const set = new Set(Array.from(mapped.headers.keys(), (name) => name.toLowerCase()));
  const own = proxiedHeaders(request.namedHeaders).filter(([name]) => !set.has(name.toLowerCase()));
  return [...own, ...pairs(mapped.headers), ...aboutApi(call)];
}

/** What goes with what an API asks in its own name. */
function ownHeaders(call: RestCall, { body, headers }: IntegrationRequest): HttpRequest["headers"] {
  const set = new Set(Array.from(headers.keys(), (name) => name.toLowerCase()));
  const byDefault: [string, string][] = [
    ["Accept", "application/json"],
    ["User-Agent", `AmazonAPIGateway_${call.published.apiId}`],
  ];
  if (body.length > 0) byDefault.push(["Content-Type", "application/json"]);
  return [...byDefault.filter(([name]) => !set.has(name.toLowerCase())), ...pairs(headers), ...aboutApi(call)];
}

const aboutApi = ({ published, request }: RestCall): HttpRequest["headers"] => [
  ["x-amzn-apigateway-api-id", published.apiId],
  ["X-Amzn-Trace-Id", request.traceId],
];

const pairs = (headers: MultiValues): HttpRequest["headers"] =>
  Array.from(headers).flatMap(([name, values]) => values.map((value) => [name, value] as const));
