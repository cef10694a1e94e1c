import { webEvent } from "@skylab/web-events";
import type { PublishedV2Stage } from "../../store/published.ts";
import { queryText } from "../mappings/query-text.ts";
import { eventPath, type RoutedRequest } from "./http-event-1.ts";

/** What of a request goes into an event. */
export type Event2Of = RoutedRequest & { readonly published: PublishedV2Stage };

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
