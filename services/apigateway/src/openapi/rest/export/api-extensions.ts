import type { StoredDocumentationVersion } from "../../../domain/documentation/documentation.ts";
import type { StoredGatewayResponse } from "../../../domain/rest/snapshot.ts";
import { ENDPOINT_EXTENSION } from "../../extensions.ts";
import { type JsonObject, present } from "../../json.ts";
import { byName, type Exported } from "./exported.ts";

/** What extensions tell of an API as a whole. */
export function exportApiExtensions({ documentation, extensions, snapshot }: Exported): Record<string, unknown> {
  if (!extensions.integrations) return {};
  const { api, gatewayResponses, requestValidators } = snapshot;
  return present({
    [ENDPOINT_EXTENSION]: {
      ...(api.disableExecuteApiEndpoint === true && { disableExecuteApiEndpoint: true }),
      ...present({ vpcEndpointIds: api.endpointConfiguration?.vpcEndpointIds }),
    },
    "x-amazon-apigateway-api-key-source": api.apiKeySource === "HEADER" ? undefined : api.apiKeySource,
    "x-amazon-apigateway-policy": api.policy === undefined ? undefined : (JSON.parse(api.policy) as JsonObject), // as: policies are objects.
    "x-amazon-apigateway-minimum-compression-size": api.minimumCompressionSize,
    "x-amazon-apigateway-gateway-responses": Object.fromEntries(
      gatewayResponses.map((response) => [response.responseType, exportGatewayResponse(response)]),
    ),
    "x-amazon-apigateway-request-validators": Object.fromEntries(
      byName(requestValidators).map(({ name = "", validateRequestBody, validateRequestParameters }) => [
        name,
        { validateRequestParameters, validateRequestBody },
      ]),
    ),
    "x-amazon-apigateway-binary-media-types": api.binaryMediaTypes,
    "x-amazon-apigateway-documentation": documentation && exportDocumentation(documentation),
  });
}

const exportGatewayResponse = ({ responseParameters, responseTemplates, statusCode }: StoredGatewayResponse) =>
  present({
    statusCode: statusCode === undefined ? undefined : Number(statusCode),
    responseParameters,
    responseTemplates,
  });

const exportDocumentation = ({ createdDate, parts, version }: StoredDocumentationVersion) => ({
  version,
  createdDate: new Date(createdDate).toISOString(),
  documentationParts: parts.map(({ location, properties }) => ({
    location,
    properties: JSON.parse(properties ?? "{}") as unknown,
  })),
});
