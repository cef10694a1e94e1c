import type { ContextValue, ContextVariables } from "../../domain/context-variables.ts";
import type { MultiValues } from "../api-request.ts";
import { eventHeaders } from "../request-headers.ts";
import { IDENTITY_WITH_KEY, lastValues } from "./event-parts.ts";

type Variables = Readonly<Record<string, string>>;

/** What a request for a connection brings. */
export type ConnectRequest = { readonly namedHeaders: MultiValues; readonly query: MultiValues };

// What functions are invoked with, in the very order in which AWS writes it, as seen in many logs of functions.

export function connectEvent(context: ContextVariables, request: ConnectRequest, stageVariables: Variables): string {
  const headers = eventHeaders(request.namedHeaders);
  const { query } = request;
  return JSON.stringify({
    headers: lastValues(headers),
    multiValueHeaders: Object.fromEntries(headers),
    ...(query.size > 0 && {
      queryStringParameters: lastValues(query),
      multiValueQueryStringParameters: Object.fromEntries(query),
    }),
    ...someVariables(stageVariables),
    requestContext: requestContext(context),
    isBase64Encoded: false,
  });
}

export function messageEvent(
  context: ContextVariables,
  message: { readonly body: string; readonly isBase64Encoded: boolean },
  stageVariables: Variables,
): string {
  const { body, isBase64Encoded } = message;
  return JSON.stringify({
    ...someVariables(stageVariables),
    requestContext: requestContext(context),
    body,
    isBase64Encoded,
  });
}

export function disconnectEvent(context: ContextVariables, stageVariables: Variables): string {
  const headers = { Host: context["domainName"], "x-api-key": "", "X-Forwarded-For": "", "x-restapi": "" };
  const multi = Object.entries(headers).map(([name, value]) => [name, [value]] as const);
  return JSON.stringify({
    headers,
    multiValueHeaders: Object.fromEntries(multi),
    ...someVariables(stageVariables),
    requestContext: requestContext(context),
    isBase64Encoded: false,
  });
}

function someVariables(stageVariables: Variables): { readonly stageVariables?: Variables } {
  for (const _ in stageVariables) return { stageVariables };
  return {};
}

/** Those that there are, in AWS's order. */
const IN_ORDER = [
  "routeKey",
  "authorizer",
  "messageId",
  "disconnectStatusCode",
  "eventType",
  "extendedRequestId",
  "requestTime",
  "messageDirection",
  "disconnectReason",
  "stage",
  "connectedAt",
  "requestTimeEpoch",
];

function requestContext(context: ContextVariables): ContextVariables {
  const told: ContextVariables = {};
  for (const name of IN_ORDER) if (context[name] !== undefined) told[name] = context[name];
  told["identity"] = identityOf(context["identity"]);
  for (const name of ["requestId", "domainName", "connectionId", "apiId"]) told[name] = context[name];
  return told;
}

/** Who signed, in front of what every connection tells. */
function identityOf(known: ContextValue): ContextVariables {
  const of = typeof known === "object" && known !== null ? known : {};
  const identity: ContextVariables = {};
  for (const name of IDENTITY_WITH_KEY) {
    const value = of[name];
    if (value !== undefined && value !== null) identity[name] = value;
  }
  return identity;
}
