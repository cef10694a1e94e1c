import { isHeader } from "@skylab/web-events";
import { AnswerHeaders, nameForClient } from "../answer-headers.ts";
import type { MultiValues } from "../api-request.ts";
import { matchesWhole } from "../bounded-regexp.ts";
import { Interrupted } from "../interruptibly.ts";
import type { MappingScope } from "../mappings/parameter-mapping.ts";
import { once } from "../once.ts";
import type { CompiledIntegration, CompiledResponse } from "./compiled.ts";
import { configurationError } from "./failure.ts";
import { mediaTypeOf } from "./media-types.ts";
import { type IntegrationRequest, parsed, render, templateScope } from "./request-mapping.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";

/** What an integration that is no proxy gave. */
export type Given = {
  /** What selection patterns are held against: the status, or the message of a function's error. */
  readonly outcome: string;
  /** Names in lower case. */
  readonly headers: MultiValues;
  readonly body: Buffer;
};

/** Makes the answer of a method of what its integration gave, as the integration response that fits says. */
export function respond(
  call: RestCall,
  { integration, request }: { readonly integration: CompiledIntegration; readonly request: IntegrationRequest },
  given: Given,
): RestAnswer {
  const response = select(integration.responses, given.outcome);
  const headers = new AnswerHeaders();
  headers.set("Content-Type", "application/json");
  const bytes = converted(given, response, call.api.isBinary);
  const { body, contentType, overrides } = templated(call, response, bytes);
  headers.set("Content-Type", contentType);
  const scope = responseScope(call, given);
  for (const { name, source } of response.parameters) {
    const values = source(scope);
    if (values.length > 0) show(headers, name, values);
  }
  for (const [name, value] of Object.entries({ ...request.overrides?.header, ...overrides?.header })) {
    show(headers, name, typeof value === "string" ? [value] : value);
  }
  const status = overrides?.status ?? request.overrides?.status ?? response.status;
  return { status, headers, body };
}

function show(headers: AnswerHeaders, name: string, values: readonly string[]): void {
  const shown = nameForClient(name);
  if (shown === undefined) return;
  if (!values.every((value) => isHeader(shown, value))) throw configurationError(`Invalid value of header ${name}`);
  headers.set(shown, values);
}

/** The response whose pattern fits; else the one that has none. */
function select(responses: readonly CompiledResponse[], outcome: string): CompiledResponse {
  const fits = responses.find(({ selects }) => selects !== undefined && matches(selects, outcome));
  const chosen = fits ?? responses.find(({ selects }) => selects === undefined);
  if (chosen === undefined) {
    const words = "No match for output mapping and no default output mapping configured";
    throw configurationError(`${words}. Endpoint Response Status Code: ${outcome}`);
  }
  return chosen;
}

/** As Java's `matches`. What only Java can read, or takes for ever, fits nothing. */
function matches(pattern: string, outcome: string): boolean {
  try {
    return matchesWhole(pattern, outcome);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Interrupted) return false;
    throw error;
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html */
function converted(
  { body, headers }: Given,
  response: CompiledResponse,
  isBinary: RestCall["api"]["isBinary"],
): Buffer {
  const bytes = isBinary(headers.get("content-type")?.[0]);
  if (response.contentHandling === "CONVERT_TO_BINARY" && !bytes) return Buffer.from(body.toString(), "base64");
  if (response.contentHandling === "CONVERT_TO_TEXT" && bytes) return Buffer.from(body.toString("base64"));
  return body;
}

type Templated = {
  readonly body: string | Buffer;
  readonly contentType: string;
  readonly overrides?: IntegrationRequest["overrides"];
};

function templated(call: RestCall, { templates }: CompiledResponse, bytes: Buffer): Templated {
  const type = templateType(templates.types, call.request.headers.get("accept")?.[0]);
  const template = type === undefined ? undefined : templates.of(type);
  if (type === undefined || template === undefined) return { body: bytes, contentType: JSON_TYPE };
  const { overrides, text } = render(() => template(templateScope(call, bytes)));
  return { body: text, contentType: type, overrides: overrides.response };
}

const JSON_TYPE = "application/json";

/** The template that the client accepts by its name; else JSON's, else the first. */
function templateType(types: readonly string[], accept: string | undefined): string | undefined {
  if (types.length < 2 || accept === undefined) return types.includes(JSON_TYPE) ? JSON_TYPE : types[0];
  const accepted = accept.split(",").map(mediaTypeOf);
  return accepted.find((type) => types.includes(type)) ?? (types.includes(JSON_TYPE) ? JSON_TYPE : types[0]);
}

const responseScope = ({ context, pathParameters, request, stageVariables }: RestCall, given: Given): MappingScope => ({
  path: pathParameters,
  querystring: request.query,
  header: given.headers,
  body: once(() => parsed(given.body)),
  context,
  stageVariables,
});
