import type { ContextVariables } from "../../domain/context-variables.ts";
import type { MultiValues } from "../api-request.ts";
import type { MappingScope } from "../mappings/parameter-mapping.ts";
import { once } from "../once.ts";
import { type Rendered, TemplateFault, type TemplateScope } from "../templates/template.ts";
import type { CompiledIntegration } from "./compiled.ts";
import { configurationError, unsupportedMediaType } from "./failure.ts";
import { mediaTypeOrJson } from "./media-types.ts";
import type { RestCall } from "./rest-call.ts";

/** What an integration is asked: by its mappings, and where it has a template, by that. */
export type IntegrationRequest = {
  readonly path: Readonly<Record<string, string>>;
  readonly query: MultiValues;
  /** Under the names that the mappings give them. */
  readonly headers: MultiValues;
  readonly body: Buffer;
  /** What the request's template has said of the answer by `$context.responseOverride`. */
  readonly overrides: Rendered["overrides"]["response"] | undefined;
};

/** Maps parameters and body. https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-integration-settings.html */
export function mapRequest(call: RestCall, integration: CompiledIntegration): IntegrationRequest {
  const body = mappedBody(call, integration);
  const path: Record<string, string> = {};
  const query = new Map<string, readonly string[]>();
  const headers = new Map<string, readonly string[]>();
  const scope = mappingScope(call);
  for (const { name, place, source } of integration.parameters) {
    const values = source(scope);
    if (values.length === 0) continue;
    if (place === "path") path[name] = values.join(",");
    else (place === "header" ? headers : query).set(name, values);
  }
  const { request, response } = body.rendered?.overrides ?? {};
  if (request !== undefined) {
    Object.assign(path, request.path);
    for (const [name, value] of Object.entries(request.querystring)) query.set(name, listOf(value));
    for (const [name, value] of Object.entries(request.header)) headers.set(name, listOf(value));
    keep(call.context, request);
  }
  return { path, query, headers, body: body.bytes, overrides: response };
}

/** Templates of the response see what those of the request have overridden: that is how mocks echo. */
function keep(context: ContextVariables, { header, path, querystring }: Rendered["overrides"]["request"]): void {
  context["requestOverride"] = { header: texts(header), path: { ...path }, querystring: texts(querystring) };
}

const texts = (values: Readonly<Record<string, string | readonly string[]>>): ContextVariables =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, listOf(value).join(",")]));

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

/** What parameters of a request may be mapped from. */
export const mappingScope = ({
  context,
  headers,
  pathParameters,
  request,
  stageVariables,
}: RestCall): MappingScope => ({
  path: pathParameters,
  querystring: request.query,
  header: headers,
  body: once(() => parsed(request.body)),
  context,
  stageVariables,
});

/** The JSON value that a body is; else its text. */
export function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown; // as: whatever it is.
  } catch {
    return body.length === 0 ? undefined : body.toString();
  }
}

type MappedBody = { readonly bytes: Buffer; readonly rendered?: Rendered };

function mappedBody(call: RestCall, { integration, templates }: CompiledIntegration): MappedBody {
  const { api, request } = call;
  const contentType = request.headers.get("content-type")?.[0];
  const body = converted(request.body, integration.contentHandling, api.isBinary(contentType));
  const template = templates.of(mediaTypeOrJson(contentType));
  if (template !== undefined) {
    const rendered = render(() => template(templateScope(call, body)));
    return { bytes: Buffer.from(rendered.text), rendered };
  }
  const behavior = integration.passthroughBehavior ?? "WHEN_NO_MATCH";
  const passes = behavior === "WHEN_NO_MATCH" || (behavior === "WHEN_NO_TEMPLATES" && templates.size === 0);
  if (!passes) throw unsupportedMediaType();
  return { bytes: body };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html */
function converted(body: Buffer, handling: string | undefined, isBinary: boolean): Buffer {
  if (handling === "CONVERT_TO_TEXT" && isBinary) return Buffer.from(body.toString("base64"));
  if (handling === "CONVERT_TO_BINARY" && !isBinary) return Buffer.from(body.toString(), "base64");
  return body;
}

/** What templates may ask: those of responses ask the parameters of the request, too, and the body of the integration. */
export const templateScope = (
  { context, headers, pathParameters, request, stageVariables }: RestCall,
  body: Buffer,
): TemplateScope => ({
  body: body.toString(),
  params: { path: pathParameters, querystring: request.query, header: headers },
  context,
  stageVariables,
});

/** Renders, and words what fails. */
export function render(template: () => Rendered): Rendered {
  try {
    return template();
  } catch (error) {
    if (error instanceof TemplateFault) throw configurationError(`Unable to transform: ${error.message}`);
    throw error;
  }
}
