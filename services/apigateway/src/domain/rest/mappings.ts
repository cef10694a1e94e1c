import type { AwsError } from "@skylab/aws";
import { badRequest } from "../errors.ts";
import type { ReadValue } from "../patch/values.ts";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-data-mappings.html

type Parameters<Value> = Readonly<Record<string, Value>>;

/** What mappings may take from anywhere: `'a text'`, `stageVariables.name`, `context.requestId`. */
const ANYWHERE = /^(?:'.*'|stageVariables\..+|context\..+)$/s;

const OF_REQUEST = /^method\.request\.(?:header|querystring|path)\..+$/;
const FROM_REQUEST = /^method\.request\.(?:body(?:\..+)?|multivalueheader\..+|multivaluequerystring\..+)$/;
const TO_INTEGRATION = /^integration\.request\.(?:header|querystring|path)\..+$/;

const FROM_INTEGRATION = /^integration\.response\.(?:body(?:\..+)?|(?:multivalue)?header\..+)$/;
const OF_RESPONSE = /^method\.response\.header\..+$/;

const invalidMappings = (errors: readonly string[]): AwsError =>
  badRequest(`Invalid mapping expression specified: Validation Result: warnings : [], errors : [${errors.join(", ")}]`);

const invalidExpression = (expression: string): string => `Invalid mapping expression specified: ${expression}`;

const invalidParameter = (parameter: string): string => `Invalid mapping expression parameter specified: ${parameter}`;

/** @throws AwsError BadRequestException */
function refuseAll(errors: readonly string[]): void {
  if (errors.length > 0) throw invalidMappings(errors);
}

/** The parameters that a method says a request has. */
export function checkMethodParameters(parameters: Parameters<boolean> = {}): void {
  const names = Object.keys(parameters);
  refuseAll(names.filter((name) => !OF_REQUEST.test(name)).map(invalidParameter));
  const last = names.map((name) => name.split(".").slice(3).join("."));
  if (new Set(last).size < last.length) {
    throw badRequest("Parameter names must be unique across querystring, header and path");
  }
}

/** The headers that a method says a response has. */
export const checkResponseParameters = (parameters: Parameters<boolean> = {}): void =>
  refuseAll(
    Object.keys(parameters)
      .filter((name) => !OF_RESPONSE.test(name))
      .map(invalidParameter),
  );

/** What an integration takes from a request: of parameters, those that the method has. */
export function checkRequestMappings(mappings: Parameters<string> = {}, known: Parameters<boolean> = {}): void {
  const errors = Object.entries(mappings).flatMap(([target, source]) => {
    if (!TO_INTEGRATION.test(target)) return [invalidExpression(target)];
    if (OF_REQUEST.test(source)) return Object.hasOwn(known, source) ? [] : [invalidParameter(source)];
    return ANYWHERE.test(source) || FROM_REQUEST.test(source) ? [] : [invalidExpression(source)];
  });
  refuseAll(errors);
}

/** What an integration response gives to a response: to headers that the method's response has. */
export function checkResponseMappings(
  mappings: Parameters<string> = {},
  response: { readonly responseParameters?: Parameters<boolean> | undefined } | undefined,
): void {
  const entries = Object.entries(mappings);
  if (entries.length > 0 && response === undefined) refuseAll(["No method response exists for method."]);
  const known = response?.responseParameters ?? {};
  const errors = entries.flatMap(([target, source]) => {
    if (!OF_RESPONSE.test(target)) return [invalidExpression(target)];
    if (!Object.hasOwn(known, target)) return [invalidParameter(target)];
    return ANYWHERE.test(source) || FROM_INTEGRATION.test(source) ? [] : [invalidExpression(source)];
  });
  refuseAll(errors);
}

const CONTENT_TYPE = /^[^\s/]+\/[^\s/]+$/;

/** The content types of templates. */
export function checkTemplates(templates: Parameters<unknown> = {}): void {
  const errors = Object.keys(templates).filter((type) => !CONTENT_TYPE.test(type));
  if (errors.length > 0) {
    const words = errors.map((type) => `Invalid content type specified: ${type}`);
    throw badRequest(`Validation Result: warnings : [], errors : [${words.join(", ")}]`);
  }
}

/** A template as it stands: one that is empty, or none, is a template, too. */
export const template: ReadValue = (value = "") => value;
