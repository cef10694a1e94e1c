import type { MultiValues } from "../api-request.ts";
import { awsTarget, invocationUrl } from "../integrations/integration-uri.ts";
import type { IntegrationAnswer } from "../integrations/integration.ts";
import { fillPath, urlOf } from "../mappings/endpoint-url.ts";
import { lazyJson } from "../mappings/json-path.ts";
import type { ParameterMapping } from "../mappings/parameter-mapping.ts";
import { queryText } from "../mappings/query-text.ts";
import type { TemplateScope } from "../templates/template.ts";
import type { CompiledIntegration, CompiledResponse } from "./compiled.ts";
import { internalError } from "./refusals.ts";
import { routeAs, NOTHING, type RouteAnswer, type RouteCall, scopeOf, variablesOf } from "./route-call.ts";

/** What mappings make of what happened: what the integration is asked. */
type Asked = {
  readonly path: Readonly<Record<string, string>>;
  readonly query: MultiValues;
  readonly headers: MultiValues;
  readonly body: Buffer;
};

/** MOCK: nobody is asked; the template says the status. */
export async function callMock(call: RouteCall, integration: CompiledIntegration): Promise<RouteAnswer> {
  const { body } = ask(call, integration);
  const status = Number(/["']?statusCode["']?\s*:\s*["']?(\d{3})/.exec(body.toString())?.[1]);
  if (Number.isNaN(status)) throw internalError();
  return answer(call, integration, { status, headers: [], body: Buffer.alloc(0) });
}

/** AWS: a function, or an operation of a service, is asked what the mappings make of it. */
export async function callTarget(call: RouteCall, integration: CompiledIntegration): Promise<RouteAnswer> {
  const target = awsTarget(integration.uri(variablesOf(call.published)));
  if (target === undefined) throw internalError();
  const { body, headers, path, query } = ask(call, integration);
  const { integrations } = call.dataPlane;
  const how = {
    as: routeAs(call, integration),
    timeoutMs: integration.timeoutMs,
    ...(call.signal && { signal: call.signal }),
  };
  if (target.kind === "function") {
    const payload = body.length === 0 ? Buffer.from("{}") : body;
    const event = headers.get("x-amz-invocation-type")?.at(-1) === "Event";
    call.trace("info", () => `Sending request to ${invocationUrl(call.published.place, target.functionArn)}`);
    const returned = await integrations.lambda({ ...how, functionArn: target.functionArn, payload, event });
    return answer(call, integration, { status: OK, headers: [], body: Buffer.from(returned.payload) });
  }
  return answer(
    call,
    integration,
    await integrations.service({
      ...how,
      service: target.service,
      region: target.region,
      subdomain: target.subdomain,
      target: "path" in target.target ? { path: fillPath(target.target.path, path) } : target.target,
      method: integration.integration.IntegrationMethod ?? "POST",
      query,
      headers: headers.has("content-type") ? headers : new Map([["content-type", [JSON_TYPE]], ...headers]),
      body,
    }),
  );
}

const OK = 200;
const JSON_TYPE = "application/json";

/** HTTP and HTTP_PROXY: an endpoint is asked; of a proxy neither question nor answer is mapped by templates. */
export async function callEndpoint(call: RouteCall, integration: CompiledIntegration): Promise<RouteAnswer> {
  const { IntegrationMethod = "POST", IntegrationType } = integration.integration;
  const isProxy = IntegrationType === "HTTP_PROXY";
  const asked = isProxy
    ? traced(call, { ...mapParameters(call, integration), body: Buffer.from(call.body) })
    : ask(call, integration);
  const url = urlOf(integration.uri(variablesOf(call.published)), asked.path, queryText(asked.query));
  call.trace("info", () => `Sending request to ${url}`);
  const sent = Array.from(asked.headers).flatMap(([name, values]) => values.map((value) => [name, value] as const));
  const answered = await call.dataPlane.integrations.http({
    method: IntegrationMethod === "ANY" ? "POST" : IntegrationMethod,
    url,
    headers: [
      ...(asked.headers.has("content-type") || asked.body.length === 0 ? [] : [["Content-Type", JSON_TYPE] as const]),
      ["User-Agent", `AmazonAPIGateway_${call.published.apiId}`],
      ...sent,
    ],
    body: asked.body,
    timeoutMs: integration.timeoutMs,
    ...(call.signal && { signal: call.signal }),
  });
  if (!isProxy) return answer(call, integration, answered);
  traceAnswer(call, answered);
  const protocol = answered.headers.find(([name]) => name.toLowerCase() === PROTOCOL)?.[1];
  return { status: answered.status, body: answered.body.toString(), protocol };
}

const PROTOCOL = "sec-websocket-protocol";

function ask(call: RouteCall, integration: CompiledIntegration): Asked {
  return traced(call, { ...mapParameters(call, integration), body: bodyFor(call, integration) });
}

function traced({ trace }: RouteCall, asked: Asked): Asked {
  trace("data", () => `Endpoint request body after transformations: ${asked.body.toString()}`);
  return asked;
}

const traceAnswer = ({ trace }: RouteCall, { body }: Pick<IntegrationAnswer, "body">): void =>
  trace("data", () => `Endpoint response body before transformations: ${body.toString()}`);

function mapParameters(call: RouteCall, { parameters }: CompiledIntegration): Omit<Asked, "body"> {
  const path: Record<string, string> = {};
  const query = new Map<string, readonly string[]>();
  const headers = new Map<string, readonly string[]>();
  for (const mapping of parameters) {
    const values = valuesOf(mapping, call);
    if (values.length === 0) continue;
    if (mapping.place === "path") path[mapping.name] = values.at(-1) ?? "";
    else if (mapping.place === "querystring") query.set(mapping.name, values);
    else headers.set(mapping.name.toLowerCase(), values);
  }
  return { path, query, headers };
}

function valuesOf({ source }: ParameterMapping<string>, call: RouteCall): readonly string[] {
  const { body, context, headers: header, published, query: querystring } = call;
  return source({
    path: {},
    querystring,
    header,
    body: lazyJson(body),
    context,
    stageVariables: variablesOf(published),
  });
}

/** @throws WebSocketRefusal where no template is for it, and it may not pass as it is. */
function bodyFor(call: RouteCall, { integration, templates }: CompiledIntegration): Buffer {
  const { body } = call;
  const isBinary = integration.ContentHandlingStrategy === "CONVERT_TO_BINARY";
  const template = templates.size === 0 ? undefined : templates.of(templates.select(scopeOf(call)));
  if (template !== undefined) return Buffer.from(template(templateScope(call, body)).text);
  const passes = integration.PassthroughBehavior ?? "WHEN_NO_MATCH";
  if (passes === "NEVER" || (passes === "WHEN_NO_TEMPLATES" && templates.size > 0)) throw internalError();
  return Buffer.from(body, isBinary ? "base64" : "utf8");
}

const templateScope = (
  { context, headers: header, published, query: querystring }: RouteCall,
  body: string,
): TemplateScope => ({
  body,
  params: { path: {}, querystring, header },
  context,
  stageVariables: variablesOf(published),
});

/** What the integration's responses make of an answer; what none of them is for goes as it came. */
function answer(call: RouteCall, integration: CompiledIntegration, given: IntegrationAnswer): RouteAnswer {
  const { context } = call;
  traceAnswer(call, given);
  context["integrationStatus"] = given.status;
  const text = given.body.toString();
  const headers = multiValues(given.headers);
  const response = { status: given.status, headers, body: lazyJson(text) };
  const selected = integration.selectResponse({ ...scopeOf(call), response });
  const { responses } = integration;
  const found = responses.find(({ isFor }) => isFor(selected)) ?? responses.find(({ isDefault }) => isDefault);
  if (found === undefined) return { status: given.status, body: text };
  const { select, of, size } = found.templates;
  const template = size === 0 ? undefined : of(select({ ...scopeOf(call), response }));
  const isText = found.response.ContentHandlingStrategy === "CONVERT_TO_TEXT";
  const body = template?.(templateScope(call, text)).text ?? (isText ? given.body.toString("base64") : text);
  return { status: given.status, body, protocol: protocolOf(call, found, { headers, body: response.body }) };
}

function protocolOf(
  { context, published }: RouteCall,
  { parameters }: CompiledResponse,
  { body, headers }: { readonly headers: MultiValues; readonly body: () => unknown },
): string | undefined {
  const mapping = parameters.find(({ name }) => name.toLowerCase() === PROTOCOL);
  const scope = {
    path: {},
    querystring: NOTHING,
    header: headers,
    body,
    context,
    stageVariables: variablesOf(published),
  };
  return mapping?.source(scope).at(-1);
}

function multiValues(pairs: IntegrationAnswer["headers"]): MultiValues {
  const values = new Map<string, readonly string[]>();
  for (const [name, value] of pairs) {
    const lower = name.toLowerCase();
    values.set(lower, [...(values.get(lower) ?? []), value]);
  }
  return values;
}
