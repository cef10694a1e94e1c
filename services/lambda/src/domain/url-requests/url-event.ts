import { webEvent } from "@skylab/web-events";
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
 * What a function is invoked with by its URL.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export function urlEvent(request: UrlRequest): string {
  const { at, body, headers, id, method, path, query, requestId, signedBy, sourceIp } = request;
  return webEvent({
    method,
    path,
    rawQuery: query,
    query: new URLSearchParams(query),
    headers: Object.entries({ ...headers, ...forwardedHeaders(request) }),
    body,
    sourceIp,
    requestId,
    at,
    accountId: signedBy?.account ?? "anonymous",
    apiId: id,
    domainName: headerOf(headers, "host") ?? "",
    domainPrefix: id,
    stage: "$default",
    routeKey: "$default",
    authorizer: signedBy && { iam: authorizerOf(signedBy) },
  });
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

/** What AWS's front adds. */
const forwardedHeaders = ({ headers, sourceIp, traceId }: UrlRequest): Record<string, string> => ({
  "x-forwarded-for": sourceIp,
  "x-forwarded-port": /:(\d+)$/.exec(headerOf(headers, "host") ?? "")?.[1] ?? "80",
  "x-forwarded-proto": "http",
  "x-amzn-trace-id": traceId.replace(/;.*/, ""),
});
