import { loadModel } from "@skylab/protocol";
import type { ServiceDefinition } from "@skylab/service";
import { buryReplicas } from "./connections/bury-replicas.ts";
import { connectionAccess, connectionDenied } from "./connections/access.ts";
import { connectionOperations } from "./connections/apigatewaymanagementapi-operations.ts";
import type { ConnectionOperations } from "./connections/operation.ts";
import { claims } from "./facts.ts";
import { deliverAtEnd } from "./front/access-log/deliver-at-end.ts";
import { besideOperations, originHeaders } from "./front/beside.ts";
import { upgradeConnections } from "./front/websocket/upgrade.ts";
import { restAccess } from "./rest/access.ts";
import type { RestOperations } from "./rest/operation.ts";
import { restOperations } from "./rest/apigateway-operations.ts";
import { wordViolations } from "./rest/violations.ts";
import type { ApigatewayEngines } from "./store/engines.ts";
import { type ApigatewayStore, openStore } from "./store/store.ts";
import { v2Access } from "./v2/access.ts";
import type { V2Operations } from "./v2/operation.ts";
import { wordV2Violations } from "./v2/violations.ts";
import { v2Operations } from "./v2/apigatewayv2-operations.ts";

/** API Gateway: how REST APIs are made. */
export function apigateway(engines: ApigatewayEngines): ServiceDefinition<RestOperations, ApigatewayStore> {
  const store = openStore(engines);
  const model = loadModel("apigateway");
  return {
    model,
    operations: restOperations,
    access: restAccess,
    engines: store,
    reset: store.reset,
    violationsError: wordViolations(model),
  };
}

/** API Gateway v2: how HTTP and WebSocket APIs are made. */
export function apigatewayv2(engines: ApigatewayEngines): ServiceDefinition<V2Operations, ApigatewayStore> {
  const model = loadModel("apigatewayv2");
  return {
    model,
    operations: v2Operations,
    access: v2Access,
    violationsError: wordV2Violations(model),
    engines: openStore(engines),
    reset: () => Promise.resolve(),
  };
}

/** What AWS calls execute-api: requests to APIs of all kinds are answered beside the operations on their connections. */
export function apigatewaymanagementapi(
  engines: ApigatewayEngines,
): ServiceDefinition<ConnectionOperations, ApigatewayStore> {
  const store = openStore(engines);
  return {
    ...claims,
    model: loadModel("apigatewaymanagementapi"),
    operations: connectionOperations,
    access: connectionAccess,
    accessDenied: connectionDenied,
    engines: store,
    beside: besideOperations(store),
    upgrade: upgradeConnections(store),
    jobs: [buryReplicas(store), deliverAtEnd(store.logs)],
    originHeaders,
    reset: () => Promise.resolve(),
  };
}
