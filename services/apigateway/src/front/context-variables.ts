import type { Place } from "@skylab/aws";
import type { ApiRequest, ContextVariables } from "./api-request.ts";

/** What of an API's `$context` does not hang on the request alone. */
export type ContextOf = {
  readonly place: Place;
  readonly apiId: string;
  readonly stage: string;
  readonly deploymentId: string;
};

/**
 * The part of `$context` that requests to APIs of all kinds have; each kind adds its own.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export function contextVariables(request: Omit<ApiRequest, "body">, of: ContextOf): ContextVariables {
  const { address, at, extendedRequestId, head, headers, requestId, sourceIp } = request;
  return {
    accountId: of.place.account,
    apiId: of.apiId,
    deploymentId: of.deploymentId,
    domainName: address.domainName,
    domainPrefix: address.domainName.split(".", 1)[0] ?? "",
    extendedRequestId,
    httpMethod: head.method,
    identity: { sourceIp, userAgent: headers.get("user-agent")?.[0] ?? null },
    path: address.fullPath,
    protocol: "HTTP/1.1",
    requestId,
    requestTime: logTime(at),
    requestTimeEpoch: at,
    stage: of.stage,
  };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

let lastSecond = Number.NaN;
let lastTime = "";

/** `04/Jun/2023:20:07:54 +0000`, which all requests of a second share. */
export function logTime(at: number): string {
  const second = Math.floor(at / 1000);
  if (second !== lastSecond) {
    const date = new Date(at);
    const day = String(date.getUTCDate()).padStart(2, "0");
    lastTime = `${day}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
    lastSecond = second;
  }
  return lastTime;
}
