import { eventBody } from "@skylab/web-events";
import type { ContextVariables } from "../../domain/context-variables.ts";
import type { ApiRequest, MultiValues } from "../api-request.ts";
import { lastValues } from "./event-parts.ts";

/** A request to a route of an HTTP API. */
export type RoutedRequest = {
  readonly request: ApiRequest;
  readonly route: { readonly RouteKey: string };
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** As mapped. */
  readonly query: MultiValues;
  readonly headers: MultiValues;
  /** That `overwrite:path` puts in place of the path. */
  readonly path: string | undefined;
};

/** What of a request goes into an event. */
export type Event1Of = RoutedRequest & {
  readonly authorized: { readonly authorizer?: ContextVariables | undefined };
  readonly context: ContextVariables;
};

/**
 * What a function is invoked with by an HTTP API in payload format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function event1(call: Event1Of, body: Buffer): string {
  const { pathParameters, query, request, route, stageVariables } = call;
  const headers = new Map([...request.namedHeaders].filter(([name]) => call.headers.has(name.toLowerCase())));
  // Those that a mapping has put there have no other name.
  for (const [name, values] of call.headers) if (!request.headers.has(name)) headers.set(name, values);
  const { head } = request;
  const { text = null, isBase64Encoded } = eventBody(body, call.headers.get("content-type")?.[0]);
  const path = eventPath(call);
  return JSON.stringify({
    version: "1.0",
    resource: resourceOf(route.RouteKey),
    path,
    httpMethod: head.method,
    headers: lastValues(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: query.size === 0 ? null : lastValues(query),
    multiValueQueryStringParameters: query.size === 0 ? null : Object.fromEntries(query),
    requestContext: requestContext(call, path),
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(stageVariables),
    body: text,
    isBase64Encoded,
  });
}

function requestContext(call: Event1Of, path: string): object {
  const { authorized, context, request, route } = call;
  const { address, at, extendedRequestId, head, headers, sourceIp } = request;
  return {
    accountId: context["accountId"],
    apiId: address.apiId,
    ...(authorized.authorizer !== undefined && { authorizer: authorized.authorizer }),
    domainName: context["domainName"],
    domainPrefix: context["domainPrefix"],
    extendedRequestId,
    httpMethod: head.method,
    identity: {
      ...NOBODY_KNOWN,
      ...Object(context["identity"]),
      sourceIp,
      userAgent: headers.get("user-agent")?.[0] ?? null,
    },
    path,
    protocol: "HTTP/1.1",
    requestId: extendedRequestId,
    requestTime: context["requestTime"],
    requestTimeEpoch: at,
    resourceId: route.RouteKey,
    resourcePath: resourceOf(route.RouteKey),
    stage: context["stage"],
  };
}

const NOBODY_KNOWN = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAmr: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: null,
  user: null,
  userAgent: null,
  userArn: null,
};

const resourceOf = (routeKey: string): string => routeKey.split(" ", 2)[1] ?? routeKey;

/** HTTP APIs decode paths, others do not. A mapping may have put another there. */
export function eventPath({ path, request }: Pick<RoutedRequest, "path" | "request">): string {
  const { fullPath } = request.address;
  if (path !== undefined) return path.startsWith("/") ? path : `/${path}`;
  try {
    return decodeURIComponent(fullPath);
  } catch {
    return fullPath;
  }
}

const orNull = (values: Readonly<Record<string, string>>): object | null =>
  Object.keys(values).length === 0 ? null : values;
