import type { ContextValue, ContextVariables } from "../../domain/context-variables.ts";
import type { ApiAddress, ApiRequest, MultiValues } from "../api-request.ts";
import { eventHeaders } from "../request-headers.ts";
import { type BinaryTypes, IDENTITY_WITH_KEY, lastValues } from "./event-parts.ts";

/** What of a request goes into an event. */
export type ProxyEventOf = {
  readonly api: BinaryTypes;
  readonly method: { readonly resource: { readonly path: string } };
  readonly request: ApiRequest;
  readonly context: ContextVariables;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
};

/**
 * What a function is invoked with by a proxy integration, in the very order in which AWS writes it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function lambdaProxyEvent(call: ProxyEventOf): string {
  const { api, method, pathParameters, request, stageVariables } = call;
  const { address, body, head, query } = request;
  const isBase64Encoded = body.length > 0 && api.isBinary(request.headers.get("content-type")?.[0]);
  const headers = eventHeaders(request.namedHeaders);
  return JSON.stringify({
    resource: method.resource.path,
    path: pathOf(address),
    httpMethod: head.method,
    headers: lastOrNull(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: lastOrNull(query),
    multiValueQueryStringParameters: allValues(query),
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(stageVariables),
    requestContext: requestContext(call),
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
  });
}

/** Behind a custom domain AWS takes nothing off; elsewhere the stage, and all slashes in front but one. */
const pathOf = ({ customDomain, fullPath, path }: ApiAddress): string =>
  customDomain === undefined ? path.replace(/^\/{2,}/, "/") : fullPath;

/** AWS writes no empty objects here. */
const orNull = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> | null => {
  for (const _ in values) return values;
  return null;
};

const lastOrNull = (values: MultiValues): Readonly<Record<string, string>> | null =>
  values.size === 0 ? null : lastValues(values);

const allValues = (values: MultiValues): Readonly<Record<string, readonly string[]>> | null =>
  values.size === 0 ? null : Object.fromEntries(values);

function requestContext({ context }: ProxyEventOf): object {
  const { authorizer, operationName } = context;
  return {
    resourceId: context["resourceId"],
    ...(authorizer !== undefined && { authorizer }),
    resourcePath: context["resourcePath"],
    ...(operationName !== undefined && { operationName }),
    httpMethod: context["httpMethod"],
    extendedRequestId: context["extendedRequestId"],
    requestTime: context["requestTime"],
    path: context["path"],
    accountId: context["accountId"],
    protocol: context["protocol"],
    stage: context["stage"],
    domainPrefix: context["domainPrefix"],
    requestTimeEpoch: context["requestTimeEpoch"],
    requestId: context["requestId"],
    identity: identityOf(context["identity"]),
    domainName: context["domainName"],
    ...(context["deploymentId"] !== "" && { deploymentId: context["deploymentId"] }),
    apiId: context["apiId"],
  };
}

const IDENTITY = [
  "cognitoIdentityPoolId",
  "accountId",
  "cognitoIdentityId",
  "caller",
  "sourceIp",
  "principalOrgId",
  "accessKey",
  "cognitoAuthenticationType",
  "cognitoAuthenticationProvider",
  "userArn",
  "userAgent",
  "user",
];

function identityOf(known: ContextValue): ContextVariables {
  const of = typeof known === "object" && known !== null ? known : {};
  const identity: ContextVariables = {};
  for (const name of of["apiKey"] === undefined ? IDENTITY : IDENTITY_WITH_KEY) identity[name] = of[name] ?? null;
  return identity;
}
