import type * as sdk from "@aws-sdk/client-apigatewayv2";
import type { ProtocolType } from "@aws-sdk/client-apigatewayv2";
import { badRequest, conflict } from "../errors.ts";
import { limitReached, noSuchPart } from "./errors.ts";
import { type Asked, membersOf, mergedMap, mergedTexts } from "./members.ts";
import { integrationIdOf } from "./route.ts";
import type { StoredV2Integration, V2Snapshot } from "./snapshot.ts";
import { checkIntegration, MAX_TIMEOUT_MS } from "./check-integration.ts";

/** What whoever makes or changes an integration says of it, its maps apart. */
const MEMBERS = [
  "ConnectionId",
  "ConnectionType",
  "ContentHandlingStrategy",
  "CredentialsArn",
  "Description",
  "IntegrationMethod",
  "IntegrationSubtype",
  "IntegrationType",
  "IntegrationUri",
  "PassthroughBehavior",
  "PayloadFormatVersion",
  "TemplateSelectionExpression",
  "TimeoutInMillis",
  "TlsConfig",
] as const;

const MAPS = ["RequestParameters", "RequestTemplates", "ResponseParameters"] as const;

export type IntegrationMembers = Asked<Pick<sdk.Integration, (typeof MEMBERS)[number] | (typeof MAPS)[number]>>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_INTEGRATIONS = 300;

export type WithIntegration = { readonly api: V2Snapshot; readonly integration: StoredV2Integration };

/** An API with one more integration. @throws AwsError */
export function withIntegration(of: V2Snapshot, integrationId: string, request: IntegrationMembers): WithIntegration {
  if (of.integrations.length >= MAX_INTEGRATIONS) throw limitReached("Integrations");
  const { ProtocolType: protocol } = of.api;
  const integration = checked(
    {
      ConnectionType: "INTERNET",
      TimeoutInMillis: MAX_TIMEOUT_MS[protocol],
      ...defaultsOf(request, protocol),
      ...membersOf(request, MEMBERS),
      ...mapsOf({}, request),
      IntegrationId: integrationId,
    },
    protocol,
  );
  return { api: { ...of, integrations: [...of.integrations, integration] }, integration };
}

/** An API after an update of one of its integrations. @throws AwsError */
export function withUpdatedIntegration(
  of: V2Snapshot,
  integrationId: string,
  request: IntegrationMembers,
): WithIntegration {
  const current = integrationOf(of, integrationId);
  const changed = { ...current, ...membersOf(request, MEMBERS), ...mapsOf(current, request) };
  const integration = checked(changed, of.api.ProtocolType);
  const integrations = of.integrations.map((one) => (one === current ? integration : one));
  return { api: { ...of, integrations }, integration };
}

/** An API without one of its integrations. @throws AwsError */
export function withoutIntegration(of: V2Snapshot, integrationId: string): V2Snapshot {
  const current = integrationOf(of, integrationId);
  // In words that nobody recorded from AWS.
  if (current.ApiGatewayManaged === true) {
    throw badRequest("An integration that is managed by API Gateway cannot be deleted");
  }
  const routes = of.routes.filter((route) => integrationIdOf(route) === integrationId).map(({ RouteId }) => RouteId);
  if (routes.length > 0) {
    throw conflict(
      `Cannot delete Integration because it is referenced by the following Routes with Ids: [${routes.join(", ")}]`,
    );
  }
  return {
    ...of,
    integrations: of.integrations.filter((one) => one !== current),
    integrationResponses: of.integrationResponses.filter(({ IntegrationId }) => IntegrationId !== integrationId),
  };
}

/** An integration of an API, or AWS's refusal. */
export function integrationOf(of: V2Snapshot, integrationId: string): StoredV2Integration {
  const found = of.integrations.find(({ IntegrationId }) => IntegrationId === integrationId);
  if (found === undefined) throw noSuchPart("Integration", integrationId);
  return found;
}

function defaultsOf(request: IntegrationMembers, protocol: ProtocolType): Partial<StoredV2Integration> {
  const { IntegrationSubtype: subtype, IntegrationType: type } = request;
  const isFunction = type === "AWS_PROXY" && subtype === undefined;
  if (protocol === "HTTP") {
    return {
      ...(isFunction && { IntegrationMethod: "POST" }),
      ...(type === "HTTP_PROXY" && { PayloadFormatVersion: "1.0" }),
    };
  }
  return {
    ...(type?.startsWith("AWS") && { IntegrationMethod: "POST" }),
    PassthroughBehavior: "WHEN_NO_MATCH",
    PayloadFormatVersion: "1.0",
  };
}

/** An update leaves alone what of a map it does not name, and takes away what it empties. */
const mapsOf = (
  current: Pick<Partial<StoredV2Integration>, (typeof MAPS)[number]>,
  { RequestParameters, RequestTemplates, ResponseParameters }: IntegrationMembers,
): Pick<StoredV2Integration, (typeof MAPS)[number]> => ({
  ...(RequestParameters && { RequestParameters: mergedTexts(current.RequestParameters, RequestParameters) }),
  ...(RequestTemplates && { RequestTemplates: mergedTexts(current.RequestTemplates, RequestTemplates) }),
  ...(ResponseParameters && {
    ResponseParameters: mergedMap(
      current.ResponseParameters,
      ResponseParameters,
      (parameters) => Object.keys(parameters).length === 0,
    ),
  }),
});

function checked(integration: StoredV2Integration, protocol: ProtocolType): StoredV2Integration {
  const { CredentialsArn, IntegrationResponseSelectionExpression: _before, ...rest } = integration;
  const expression = protocol === "WEBSOCKET" ? responseSelectionOf(integration) : undefined;
  const clean: StoredV2Integration = {
    ...rest,
    // An empty role is none.
    ...(CredentialsArn !== undefined && CredentialsArn !== "" && { CredentialsArn }),
    ...(expression !== undefined && { IntegrationResponseSelectionExpression: expression }),
  };
  checkIntegration(clean, protocol);
  return clean;
}

/** By what the answers of a WebSocket API's integration are chosen: AWS derives it from the type. */
function responseSelectionOf({ IntegrationType: type, IntegrationUri = "" }: StoredV2Integration): string | undefined {
  if (type === "AWS_PROXY" || type === "HTTP_PROXY") return undefined;
  const isFunction = type === "AWS" && IntegrationUri.includes(":lambda:path/");
  return isFunction ? "${integration.response.body.errorMessage}" : "${integration.response.statuscode}";
}
