import { logTime } from "@skylab/web-events";
import type { ContextVariables } from "../../domain/context-variables.ts";
import type { ConnectionAbout } from "../../store/connections.ts";

/** What happens on a connection: it is made, says something, ends. */
export type Occasion = {
  readonly routeKey: string;
  /** Milliseconds, by the product's clock. */
  readonly at: number;
  readonly requestId: string;
} & (
  | { readonly eventType: "CONNECT" }
  | { readonly eventType: "MESSAGE"; readonly messageId: string }
  | { readonly eventType: "DISCONNECT"; readonly end: ConnectionEnd }
);

/** As `$disconnect` tells it: the code of the close frame, 1005 where there was none in it, 1006 where there was no such frame. */
export type ConnectionEnd = { readonly statusCode: number; readonly reason: string };

/**
 * `$context` of what happens on a connection.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export function webSocketContext(about: ConnectionAbout, occasion: Occasion): ContextVariables {
  const { apiId, authorizer, connectedAt, connectionId, domainName, identity, place, stage } = about;
  const { at, eventType, requestId, routeKey } = occasion;
  return {
    accountId: place.account,
    apiId,
    ...(authorizer && { authorizer }),
    connectedAt,
    connectionId,
    domainName,
    eventType,
    extendedRequestId: requestId,
    identity,
    messageDirection: "IN",
    ...ofOccasion(occasion),
    requestId,
    requestTime: logTime(at),
    requestTimeEpoch: at,
    routeKey,
    stage,
  };
}

function ofOccasion(occasion: Occasion): ContextVariables {
  if (occasion.eventType === "MESSAGE") return { messageId: occasion.messageId };
  if (occasion.eventType === "CONNECT") return {};
  const { reason, statusCode } = occasion.end;
  return { disconnectStatusCode: statusCode, disconnectReason: reason };
}
