import { MAX_TIMEOUT_MS } from "../../domain/v2/check-integration.ts";
import type { StoredV2Integration } from "../../domain/v2/snapshot.ts";
import { present } from "../json.ts";

/** What stands behind routes of HTTP APIs, as `x-amazon-apigateway-integration` tells it. */
export function exportHttpIntegration(integration: StoredV2Integration): Record<string, unknown> {
  const { TimeoutInMillis: timeout, TlsConfig: tls } = integration;
  return present({
    responseParameters: integration.ResponseParameters,
    requestParameters: integration.RequestParameters,
    integrationSubtype: integration.IntegrationSubtype,
    credentials: integration.CredentialsArn,
    payloadFormatVersion: integration.PayloadFormatVersion,
    type: integration.IntegrationType?.toLowerCase(),
    httpMethod: integration.IntegrationMethod,
    uri: integration.IntegrationUri,
    connectionId: integration.ConnectionId,
    connectionType: integration.ConnectionType,
    tlsConfig: tls && present({ serverNameToVerify: tls.ServerNameToVerify }),
    // AWS does not tell what every integration has where nobody says otherwise.
    timeoutInMillis: timeout === MAX_TIMEOUT_MS.HTTP ? undefined : timeout,
    description: integration.Description,
  });
}
