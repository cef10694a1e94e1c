import type { IntegrationResponse, IntegrationType } from "@aws-sdk/client-api-gateway";
import { malformedIntegration } from "../errors.ts";
import { INTEGRATION_EXTENSION } from "../extensions.ts";
import {
  flagAt,
  isObject,
  type JsonObject,
  memberOf,
  nonEmptyTextAt,
  numberAt,
  objectAt,
  objectsIn,
  present,
  textsAt,
} from "../json.ts";
import { resolve } from "../references.ts";
import type { IntegrationDefinition } from "./definition.ts";
import type { MethodReading } from "./method-reading.ts";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html

/** What stands behind a method. @throws AwsError BadRequestException */
export function readIntegration(reading: MethodReading): IntegrationDefinition | undefined {
  const { document, operation } = reading;
  const said = memberOf(operation.node, INTEGRATION_EXTENSION);
  if (said === undefined) return undefined;
  const integration = resolve(document.root, said);
  if (integration === undefined || TEXTS.some((name) => isObject(memberOf(integration, name)))) {
    throw malformedIntegration(operation.path);
  }
  return { request: readRequest(integration, reading), responses: readResponses(integration, reading) };
}

/** Members that AWS takes as they are. */
const TEXTS = ["cacheNamespace", "connectionId", "contentHandling", "credentials", "integrationTarget", "uri"] as const;

/** Members that documents write in small letters. */
const WORDS = ["connectionType", "passthroughBehavior", "responseTransferMode"] as const;

function readRequest(integration: JsonObject, reading: MethodReading): IntegrationDefinition["request"] {
  const tls = memberOf(integration, "tlsConfig");
  const members = {
    integrationHttpMethod: wordAt(integration, "httpMethod"),
    ...Object.fromEntries(TEXTS.map((name) => [name, nonEmptyTextAt(integration, name)])),
    ...Object.fromEntries(WORDS.map((name) => [name, wordAt(integration, name)])),
    timeoutInMillis: numberAt(integration, "timeoutInMillis"),
    cacheKeyParameters: textsAt(integration, "cacheKeyParameters"),
    requestParameters: textsOf("requestParameters", integration, reading),
    requestTemplates: textsOf("requestTemplates", integration, reading),
    ...(isObject(tls) && { tlsConfig: { insecureSkipVerification: flagAt(tls, "insecureSkipVerification") } }),
  };
  // as: what is no type is refused where integrations are checked, as one that somebody puts.
  return { ...present(members), type: wordAt(integration, "type") as IntegrationType };
}

const wordAt = (of: JsonObject, name: string): string | undefined => nonEmptyTextAt(of, name)?.toUpperCase();

/** Responses by the patterns that choose them. */
const readResponses = (integration: JsonObject, reading: MethodReading): readonly IntegrationResponse[] =>
  objectsIn(objectAt(integration, "responses")).map(([pattern, response]) => readResponse(pattern, response, reading));

function readResponse(pattern: string, response: JsonObject, reading: MethodReading): IntegrationResponse {
  const members = {
    // `default` is the response of everything else.
    selectionPattern: pattern === "default" ? undefined : pattern,
    contentHandling: wordAt(response, "contentHandling"),
    responseParameters: textsOf("responseParameters", response, reading),
    responseTemplates: textsOf("responseTemplates", response, reading),
  };
  return { statusCode: nonEmptyTextAt(response, "statusCode"), ...present(members) };
}

/** A map of texts; what is none AWS leaves out, and says so. */
function textsOf(name: string, of: JsonObject, { operation, path, report }: MethodReading): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(objectAt(of, name))) {
    if (typeof value === "string") texts[key] = value;
    else {
      const got = isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
      report.warnings.push(
        `Invalid format for '${name}'. Expected type string for property '${key}' of resource '${path}' and method '${operation.httpMethod}' but got '${got}'`,
      );
    }
  }
  return texts;
}
