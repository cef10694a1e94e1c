import type { ProtocolType } from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../errors.ts";
import type { StoredV2Integration } from "./snapshot.ts";
import { checkParameters } from "./integration-parameters.ts";
import { checkSubtype } from "./integration-subtype.ts";

/** Milliseconds. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MIN_TIMEOUT_MS = 50;
export const MAX_TIMEOUT_MS: Readonly<Record<ProtocolType, number>> = { HTTP: 30_000, WEBSOCKET: 29_000 };

/** @throws AwsError BadRequestException */
export function checkIntegration(integration: StoredV2Integration, protocol: ProtocolType): void {
  const { ConnectionId, ConnectionType, TimeoutInMillis = MIN_TIMEOUT_MS } = integration;
  const most = MAX_TIMEOUT_MS[protocol];
  if (TimeoutInMillis < MIN_TIMEOUT_MS || TimeoutInMillis > most) {
    throw badRequest(`Timeout should be between ${MIN_TIMEOUT_MS} ms and ${most} ms`);
  }
  if (ConnectionType === "VPC_LINK" && ConnectionId === undefined) {
    throw badRequest("ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK");
  }
  if (protocol === "HTTP") checkForHttp(integration);
  else checkForWebSocket(integration);
}

function checkForHttp(integration: StoredV2Integration): void {
  switch (integration.IntegrationType) {
    case "AWS_PROXY":
      if (integration.PayloadFormatVersion === undefined) {
        throw badRequest("PayloadFormatVersion is a required parameter for integration");
      }
      if (integration.IntegrationSubtype !== undefined)
        return checkSubtype(integration.IntegrationSubtype, integration);
      checkFunction(integration, ["1.0", "2.0"]);
      break;
    case "HTTP_PROXY":
      checkHttpProxy(integration);
      break;
    default:
      throw badRequest(
        "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)",
      );
  }
  return checkParameters(integration);
}

function checkFunction(
  { IntegrationUri, PayloadFormatVersion: version }: StoredV2Integration,
  versions: string[],
): void {
  if (version !== undefined && !versions.includes(version)) {
    throw badRequest(`Unsupported PayloadFormatVersion: ${version}`);
  }
  if (!FUNCTION_URI.test(IntegrationUri ?? "")) throw badRequest("Invalid integration URI specified");
}

/** A function's ARN, or that of its invocation; stage variables may stand in both. */
const FUNCTION_URI = /^arn:[^:]+:(?:lambda:|apigateway:[^:]+:lambda:path\/)/;

function checkHttpProxy(integration: StoredV2Integration): void {
  const { ConnectionType, IntegrationMethod, IntegrationUri = "", PayloadFormatVersion: version } = integration;
  if (IntegrationMethod === undefined) {
    throw badRequest("HttpMethod parameter method must be specified for integrationType HTTPPROXY");
  }
  if (version !== "1.0") {
    throw badRequest(`PayloadFormatVersion ${version} is not supported for integration of type HTTP_PROXY`);
  }
  if (ConnectionType === "VPC_LINK") {
    if (PRIVATE_URI.test(IntegrationUri)) return;
    throw badRequest(
      "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.",
    );
  }
  checkUrl(IntegrationUri);
}

const PRIVATE_URI = /^arn:[^:]+:(?:elasticloadbalancing|servicediscovery):/;

function checkUrl(uri: string): void {
  if (!/^https?:\/\/[^/\s]+/.test(uri)) throw badRequest("Invalid HTTP endpoint specified for URI");
}

function checkForWebSocket(integration: StoredV2Integration): void {
  const { IntegrationMethod, IntegrationSubtype, IntegrationType, IntegrationUri = "" } = integration;
  // In words that nobody recorded from AWS.
  if (IntegrationSubtype !== undefined) throw badRequest(`Operation: ${IntegrationSubtype} is not supported.`);
  if (IntegrationType === "AWS_PROXY") return checkFunction(integration, ["1.0"]);
  if (IntegrationType === "AWS" && !/^arn:[^:]+:apigateway:/.test(IntegrationUri)) {
    throw badRequest("Invalid integration URI specified");
  }
  if (IntegrationType === "HTTP" || IntegrationType === "HTTP_PROXY") {
    if (IntegrationMethod === undefined) {
      const type = IntegrationType.replace("_", "");
      throw badRequest(`HttpMethod parameter method must be specified for integrationType ${type}`);
    }
    checkUrl(IntegrationUri);
  }
  return undefined;
}
