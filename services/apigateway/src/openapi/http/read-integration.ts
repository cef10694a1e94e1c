import type { IntegrationMembers } from "../../domain/v2/integration.ts";
import type { ApiOperation } from "../document.ts";
import { malformedIntegration } from "../errors.ts";
import { INTEGRATION_EXTENSION } from "../extensions.ts";
import {
  isObject,
  type JsonObject,
  memberOf,
  nonEmptyTextAt,
  numberAt,
  objectAt,
  objectsIn,
  present,
  textsIn,
} from "../json.ts";
import { resolve } from "../references.ts";

export type ReadIntegration = {
  readonly asked: IntegrationMembers;
  /** Where it stands, if elsewhere: several operations may refer to it. */
  readonly reference?: string;
};

/**
 * What stands behind an operation of an HTTP API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 * @throws AwsError BadRequestException
 */
export function readHttpIntegration({ node, path }: ApiOperation, root: JsonObject): ReadIntegration | undefined {
  const said = memberOf(node, INTEGRATION_EXTENSION);
  if (said === undefined) return undefined;
  const integration = resolve(root, said);
  if (integration === undefined || isObject(memberOf(integration, "uri"))) throw malformedIntegration(path);
  const reference = nonEmptyTextAt(isObject(said) ? said : {}, "$ref");
  return { asked: readMembers(integration), ...(reference !== undefined && { reference }) };
}

function readMembers(integration: JsonObject): IntegrationMembers {
  const serverName = nonEmptyTextAt(objectAt(integration, "tlsConfig"), "serverNameToVerify");
  const responses = objectsIn(objectAt(integration, "responseParameters"));
  return present({
    ConnectionId: nonEmptyTextAt(integration, "connectionId"),
    ConnectionType: wordAt(integration, "connectionType"),
    CredentialsArn: nonEmptyTextAt(integration, "credentials"),
    Description: nonEmptyTextAt(integration, "description"),
    IntegrationMethod: wordAt(integration, "httpMethod"),
    IntegrationSubtype: nonEmptyTextAt(integration, "integrationSubtype"),
    IntegrationType: wordAt(integration, "type"),
    IntegrationUri: nonEmptyTextAt(integration, "uri"),
    PayloadFormatVersion: formatOf(nonEmptyTextAt(integration, "payloadFormatVersion")),
    RequestParameters: textsIn(objectAt(integration, "requestParameters")),
    ResponseParameters: Object.fromEntries(responses.map(([status, parameters]) => [status, textsIn(parameters)])),
    TimeoutInMillis: numberAt(integration, "timeoutInMillis"),
    TlsConfig: serverName === undefined ? undefined : { ServerNameToVerify: serverName },
  });
}

/** `2.0` is 2 where it is no text. */
const formatOf = (version: string | undefined): string | undefined =>
  version !== undefined && /^\d$/.test(version) ? `${version}.0` : version;

const wordAt = (of: JsonObject, name: string): string | undefined => nonEmptyTextAt(of, name)?.toUpperCase();
