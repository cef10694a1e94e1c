import { type Headers, headerOf } from "./headers.ts";

/** A request to the URL of a function. */
export type UrlRequest = {
  readonly id: string;
  readonly method: string;
  /** As it came. */
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly requestId: string;
  readonly traceId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** `undefined`: nobody needs to sign. */
  readonly signedBy: UrlCaller | undefined;
};

export type UrlCaller = {
  readonly accessKey: string | undefined;
  readonly account: string;
  readonly arn: string;
  readonly id: string;
};

/**
 * What a function is invoked with by its URL: payload format 2.0.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export function urlEvent(request: UrlRequest): string {
  const { body, headers, path, query } = request;
  const { cookie: _, ...others } = headers;
  const isBase64Encoded = body.length > 0 && !isText(headerOf(headers, "content-type"));
  const cookies = headerOf(headers, "cookie")
    ?.split(";")
    .map((each) => each.trim());
  return JSON.stringify({
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    ...(cookies !== undefined && { cookies }),
    headers: { ...eventHeaders(others), ...forwardedHeaders(request) },
    ...(query !== "" && { queryStringParameters: parametersOf(query) }),
    requestContext: requestContext(request),
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? "base64" : "utf8") }),
    isBase64Encoded,
  });
}

function requestContext(request: UrlRequest): object {
  const { at, headers, id, method, path, requestId, signedBy, sourceIp } = request;
  const host = headerOf(headers, "host") ?? "";
  return {
    accountId: signedBy?.account ?? "anonymous",
    apiId: id,
    ...(signedBy && { authorizer: { iam: authorizerOf(signedBy) } }),
    domainName: host,
    domainPrefix: id,
    http: { method, path, protocol: "HTTP/1.1", sourceIp, userAgent: headerOf(headers, "user-agent") ?? null },
    requestId,
    routeKey: "$default",
    stage: "$default",
    time: logTime(at),
    timeEpoch: at,
  };
}

const authorizerOf = ({ accessKey, account, arn, id }: UrlCaller): object => ({
  accessKey: accessKey ?? null,
  accountId: account,
  callerId: id,
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: arn,
  userId: id,
});

const eventHeaders = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(",") : value]],
    ),
  );

/** What AWS's front adds. */
const forwardedHeaders = ({ headers, sourceIp, traceId }: UrlRequest): Record<string, string> => ({
  "x-forwarded-for": sourceIp,
  "x-forwarded-port": /:(\d+)$/.exec(headerOf(headers, "host") ?? "")?.[1] ?? "80",
  "x-forwarded-proto": "http",
  "x-amzn-trace-id": traceId.replace(/;.*/, ""),
});

/** Of a name that comes several times the values stand together. */
function parametersOf(query: string): Record<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(parameters);
}

/** What AWS hands over as it is; all else is base64, forms too. */
const isText = (type = ""): boolean => TEXT.test(type);

const TEXT = /^\s*(?:text\/|application\/(?:json|javascript|xml|[^;\s]*\+(?:json|xml))(?:\s*(?:;|$)))/i;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `04/Jun/2023:20:07:54 +0000` */
function logTime(at: number): string {
  const date = new Date(at);
  const day = String(date.getUTCDate()).padStart(2, "0");
  return `${day}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
}
