import { invalidOption } from "../../domain/rest/errors.ts";
import type { ApiDocument } from "../document.ts";
import {
  flagAt,
  isObject,
  type JsonObject,
  memberOf,
  nonEmptyTextAt,
  numberAt,
  objectAt,
  objectsIn,
  textsAt,
  textsIn,
} from "../json.ts";
import type { GatewayResponseDefinition, RestSettings } from "./definition.ts";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html

/** What a document says of an API as a whole. @throws AwsError BadRequestException */
export function readSettings({ description, endpoint, root, title, version }: ApiDocument): RestSettings {
  const policy = memberOf(root, "x-amazon-apigateway-policy");
  const minimumCompressionSize = numberAt(root, "x-amazon-apigateway-minimum-compression-size");
  const apiKeySource = keySourceOf(root);
  const vpcEndpointIds = [...textsAt(endpoint, "vpcEndpointIds")];
  return {
    ...(title !== undefined && { name: title }),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(apiKeySource !== undefined && { apiKeySource }),
    binaryMediaTypes: [...textsAt(root, "x-amazon-apigateway-binary-media-types")],
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
    ...(isObject(policy) && { policy: JSON.stringify(policy) }),
    ...(Object.hasOwn(endpoint, "disableExecuteApiEndpoint") && {
      disableExecuteApiEndpoint: flagAt(endpoint, "disableExecuteApiEndpoint"),
    }),
    ...(vpcEndpointIds.length > 0 && { vpcEndpointIds }),
  };
}

const KEY_SOURCES = ["HEADER", "AUTHORIZER"] as const;

function keySourceOf(root: JsonObject): RestSettings["apiKeySource"] {
  const said = nonEmptyTextAt(root, "x-amazon-apigateway-api-key-source")?.toUpperCase();
  if (said === undefined) return undefined;
  const source = KEY_SOURCES.find((one) => one === said);
  if (source === undefined) throw invalidOption("ApiKeySourceType", KEY_SOURCES);
  return source;
}

/** The gateway responses that a document changes. */
export const readGatewayResponses = (root: JsonObject): readonly GatewayResponseDefinition[] =>
  objectsIn(objectAt(root, "x-amazon-apigateway-gateway-responses")).map(([type, response]) =>
    readGatewayResponse(type, response),
  );

function readGatewayResponse(responseType: string, response: JsonObject): GatewayResponseDefinition {
  const statusCode = nonEmptyTextAt(response, "statusCode");
  const maps = ["responseParameters", "responseTemplates"].filter((name) => Object.hasOwn(response, name));
  return {
    responseType,
    ...(statusCode !== undefined && { statusCode }),
    ...Object.fromEntries(maps.map((name) => [name, textsIn(objectAt(response, name))])),
  };
}
