import type { Place } from "@skylab/aws";
import { logTime } from "@skylab/web-events";
import type { ContextVariables } from "../domain/context-variables.ts";
import type { ApiRequest } from "./api-request.ts";

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
    customDomain: address.customDomain && { ...address.customDomain },
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
