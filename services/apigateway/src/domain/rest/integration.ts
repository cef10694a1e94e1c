import type { Integration, IntegrationType, Method, PutIntegrationRequest } from "@aws-sdk/client-api-gateway";
import { parseArn } from "@skylab/aws";
import { badRequest } from "../errors.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { element, entry, member } from "../patch/rules.ts";
import { flag, integer, oneOf, text } from "../patch/values.ts";
import { namingOps } from "../patch/words.ts";
import { invalidArn, invalidOption, missingOption, noSuchContentType, noSuchParameter } from "./errors.ts";
import { checkRequestMappings, checkTemplates, template } from "./mappings.ts";
import { checkHttpMethod } from "./method.ts";

/** How long an integration may take. https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
const MIN_TIMEOUT_MS = 50;
const MAX_TIMEOUT_MS = 29_000;
/** Where it answers piece by piece. https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const MAX_STREAM_TIMEOUT_MS = 900_000;

const PASSTHROUGH = ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"];
const CONTENT_HANDLING = ["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"];
const CONNECTION_TYPES = ["INTERNET", "VPC_LINK"];
const TRANSFER_MODES = ["BUFFERED", "STREAM"];
const TYPES = ["HTTP", "AWS", "MOCK", "HTTP_PROXY", "AWS_PROXY"];

/** An integration as it is asked for, with AWS's defaults. */
export function newIntegration(input: PutIntegrationRequest): Integration {
  const { restApiId: _api, resourceId, httpMethod: _method, integrationHttpMethod: httpMethod, ...asked } = input;
  const { passthroughBehavior = "WHEN_NO_MATCH", timeoutInMillis = MAX_TIMEOUT_MS } = asked;
  const { cacheNamespace = resourceId, cacheKeyParameters = [], uri: _uri, connectionType: _type, ...rest } = asked;
  return {
    ...rest,
    ...(httpMethod !== undefined && { httpMethod }),
    ...addressOf(asked),
    passthroughBehavior,
    timeoutInMillis,
    cacheNamespace,
    cacheKeyParameters,
  };
}

/** Whom an integration calls, and how. AWS keeps nothing of it where nobody is called. */
function addressOf(asked: Omit<PutIntegrationRequest, "restApiId" | "resourceId" | "httpMethod">): Integration {
  const { type, uri, responseTransferMode = "BUFFERED" } = asked;
  if (type === "MOCK") return {};
  const connectionType = asked.connectionType ?? (isHttp(type) ? "INTERNET" : undefined);
  return { ...(uri !== undefined && { uri }), ...(connectionType && { connectionType }), responseTransferMode };
}

const isHttp = (type: IntegrationType | undefined): boolean => type === "HTTP" || type === "HTTP_PROXY";

/**
 * That an integration can be one of a method.
 * @throws AwsError BadRequestException
 */
export function checkIntegration(integration: Integration, { requestParameters }: Method): void {
  const { type, httpMethod, passthroughBehavior = "" } = integration;
  if ((isHttp(type) || type === "AWS") && !httpMethod) throw missingOption("HttpMethod");
  if (httpMethod !== undefined) checkHttpMethod(httpMethod);
  checkAddress(integration);
  if (!PASSTHROUGH.includes(passthroughBehavior)) throw invalidOption("PassthroughBehavior", PASSTHROUGH);
  checkTimeout(integration);
  checkRequestMappings(integration.requestParameters, requestParameters);
  checkTemplates(integration.requestTemplates);
}

/**
 * That words of an integration are AWS's: of one that somebody puts, the model says so.
 * @throws AwsError BadRequestException
 */
export function checkOptions({ connectionType, contentHandling: handling, responseTransferMode, type }: Integration) {
  if (type === undefined) throw missingOption("IntegrationType");
  if (!TYPES.includes(type)) throw invalidOption("IntegrationType", TYPES);
  if (connectionType !== undefined && !CONNECTION_TYPES.includes(connectionType)) {
    throw invalidOption("ConnectionType", CONNECTION_TYPES);
  }
  if (responseTransferMode !== undefined && !TRANSFER_MODES.includes(responseTransferMode)) {
    throw invalidOption("ResponseTransferMode", TRANSFER_MODES);
  }
  contentHandling(handling);
}

function checkTimeout({ timeoutInMillis = MAX_TIMEOUT_MS, responseTransferMode }: Integration): void {
  const max = responseTransferMode === "STREAM" ? MAX_STREAM_TIMEOUT_MS : MAX_TIMEOUT_MS;
  if (timeoutInMillis < MIN_TIMEOUT_MS || timeoutInMillis > max) {
    throw badRequest(`Timeout should be between ${MIN_TIMEOUT_MS} ms and ${max} ms`);
  }
}

function checkAddress(integration: Integration): void {
  const { type, uri = "" } = integration;
  if (isHttp(type) && !/^https?:\/\/[^\s/]/.test(uri)) throw badRequest("Invalid HTTP endpoint specified for URI");
  if (type === "AWS" || type === "AWS_PROXY") checkService(integration);
}

function checkService({ type, uri = "", credentials }: Integration): void {
  const { service, resource } = readServiceUri(uri);
  const isFunction = service === "lambda" && resource.startsWith("path/");
  if (type === "AWS_PROXY" && !isFunction && service !== "firehose") {
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    );
  }
  if (!isFunction && credentials === undefined) throw badRequest("Role ARN must be specified for AWS integrations");
}

/** `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/…/invocations`: the service stands for an account. */
function readServiceUri(uri: string): { readonly service: string; readonly resource: string } {
  const arn = parseArn(uri);
  if (arn === undefined) throw invalidArn();
  if (!/^(?:path|action)\//.test(arn.resource)) {
    throw badRequest("AWS ARN for integration must contain path or action");
  }
  // A host may stand in front of the service: `bucket.s3`.
  return { service: arn.account.split(".").at(-1) ?? "", resource: arn.resource };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const integrationPatches: PatchTable = {
  words: namingOps,
  paths: {
    "/cacheKeyParameters/{name}": element(),
    "/cacheNamespace": member(text, "replace"),
    "/connectionId": member(text, "replace"),
    "/connectionType": member(
      oneOf(CONNECTION_TYPES, () => invalidOption("ConnectionType", CONNECTION_TYPES)),
      "replace",
    ),
    "/contentHandling": member(contentHandling, "replace"),
    "/credentials": member(text, "replace"),
    "/httpMethod": member(text, "replace"),
    "/integrationTarget": member(text, "replace"),
    "/passthroughBehavior": member(text, "replace"),
    "/requestParameters/{name}": entry(text, { missing: noSuchParameter }),
    "/requestTemplates/{type}": entry(template, { missing: noSuchContentType }),
    "/responseTransferMode": member(
      oneOf(TRANSFER_MODES, () => invalidOption("ResponseTransferMode", TRANSFER_MODES)),
      "replace",
    ),
    "/timeoutInMillis": member(
      integer({
        min: MIN_TIMEOUT_MS,
        max: MAX_STREAM_TIMEOUT_MS,
        refused: () => badRequest(`Timeout should be between ${MIN_TIMEOUT_MS} ms and ${MAX_TIMEOUT_MS} ms`),
      }),
      "replace",
    ),
    "/tlsConfig/insecureSkipVerification": member(flag, "replace"),
    "/uri": member(text, "replace"),
  },
};

/** None, or an empty one, leaves payloads as they come. */
export function contentHandling(value: string | undefined): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (!CONTENT_HANDLING.includes(value)) throw invalidOption("ContentHandlingStrategy", CONTENT_HANDLING);
  return value;
}
