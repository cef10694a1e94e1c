import type { Integration, IntegrationResponse } from "@aws-sdk/client-api-gateway";
import { present } from "../../json.ts";
import type { ExportedMethod } from "./exported.ts";

/** What AWS does not tell, for every integration has it where nobody says otherwise. */
const DEFAULT_TIMEOUT_MS = 29_000;

/** What stands behind a method, as `x-amazon-apigateway-integration` tells it. */
export function exportIntegration(
  integration: Integration,
  { resourceId }: Pick<ExportedMethod, "resourceId">,
): Record<string, unknown> {
  const { cacheNamespace, connectionType, passthroughBehavior, responseTransferMode, timeoutInMillis, type } =
    integration;
  const { cacheKeyParameters, connectionId, contentHandling, credentials, httpMethod, integrationTarget } = integration;
  const { requestParameters, requestTemplates, tlsConfig, uri } = integration;
  return present({
    type: type?.toLowerCase(),
    connectionId,
    httpMethod,
    uri,
    credentials,
    responses: exportResponses(Object.values(integration.integrationResponses ?? {})),
    requestParameters,
    requestTemplates,
    passthroughBehavior: passthroughBehavior?.toLowerCase(),
    connectionType: connectionType === "INTERNET" ? undefined : connectionType,
    integrationTarget,
    timeoutInMillis: timeoutInMillis === DEFAULT_TIMEOUT_MS ? undefined : timeoutInMillis,
    cacheNamespace: cacheNamespace === resourceId ? undefined : cacheNamespace,
    cacheKeyParameters,
    contentHandling,
    tlsConfig,
    responseTransferMode: responseTransferMode === "BUFFERED" ? undefined : responseTransferMode,
  });
}

/** By their patterns; the one of everything else is `default`. Of two that have the same pattern, the first is told. */
function exportResponses(responses: readonly IntegrationResponse[]): Record<string, unknown> {
  const told = new Map<string, Record<string, unknown>>();
  for (const { selectionPattern, statusCode, responseParameters, responseTemplates, contentHandling } of responses) {
    const pattern = selectionPattern === undefined || selectionPattern === "" ? "default" : selectionPattern;
    if (told.has(pattern)) continue;
    told.set(pattern, present({ statusCode, responseParameters, responseTemplates, contentHandling }));
  }
  return Object.fromEntries(told);
}
