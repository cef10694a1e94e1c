import { webEvent } from "@skylab/web-events";
import { queryText } from "../mappings/query-text.ts";
import { eventPath } from "./event-1.ts";
import type { HttpCall } from "./http-call.ts";

/** What of a request goes into an event. */
export type Event2Of = Pick<
  HttpCall,
  "headers" | "path" | "pathParameters" | "published" | "query" | "request" | "route" | "stageVariables"
>;

/**
 * What a function is invoked with by an HTTP API in payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function event2(of: Event2Of, body: Buffer, authorizer?: object): string {
  const { headers, pathParameters, published, query, request, route, stageVariables } = of;
  const { address, at, extendedRequestId, head, sourceIp } = request;
  return webEvent({
    method: head.method,
    path: eventPath(of),
    rawQuery: query === request.query ? head.query : queryText(query),
    query,
    headers,
    body,
    sourceIp,
    requestId: extendedRequestId,
    at,
    accountId: published.place.account,
    apiId: address.apiId,
    domainName: address.domainName,
    domainPrefix: address.domainName.split(".", 1)[0] ?? "",
    stage: published.stage.StageName,
    routeKey: route.RouteKey,
    pathParameters,
    stageVariables,
    authorizer,
  });
}
