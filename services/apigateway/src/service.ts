import { loadModel } from "@skylab/protocol";
import type { ServiceDefinition } from "@skylab/service";
import { connectionAccess, connectionDenied } from "./connections/access.ts";
import { connectionOperations } from "./connections/apigatewaymanagementapi-operations.ts";
import type { ConnectionOperations } from "./connections/operation.ts";
import { claims } from "./facts.ts";
import { besideOperations, originHeaders } from "./front/beside.ts";
import { type DataPlane, openDataPlane } from "./front/data-plane.ts";
import { deliverAtEnd } from "./front/logs/deliver-at-end.ts";
import { buryReplicas } from "./front/websocket/bury-replicas.ts";
import { upgradeConnections } from "./front/websocket/upgrade.ts";
import { restAccess } from "./rest/access.ts";
import { restOperations } from "./rest/apigateway-operations.ts";
import type { RestOperations } from "./rest/operation.ts";
import { wordViolations } from "./rest/violations.ts";
import type { ApigatewayEngines } from "./store/engines.ts";
import type { ApigatewayStore } from "./store/store.ts";
import { v2Access } from "./v2/access.ts";
import { v2Operations } from "./v2/apigatewayv2-operations.ts";
import type { V2Operations } from "./v2/operation.ts";
import { wordV2Violations } from "./v2/violations.ts";

/** API Gateway: how REST APIs are made. */
export function apigateway(engines: ApigatewayEngines): ServiceDefinition<RestOperations, DataPlane> {
  const dataPlane = openDataPlane(engines);
  const model = loadModel("apigateway");
  return {
    model,
    operations: restOperations,
    access: restAccess,
    engines: dataPlane,
    reset: dataPlane.reset,
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
    engines: openDataPlane(engines),
    reset: () => Promise.resolve(),
  };
}

/** What AWS calls execute-api: requests to APIs of all kinds are answered beside the operations on their connections. */
export function apigatewaymanagementapi(
  engines: ApigatewayEngines,
): ServiceDefinition<ConnectionOperations, DataPlane> {
  const dataPlane = openDataPlane(engines);
  return {
    ...claims,
    model: loadModel("apigatewaymanagementapi"),
    operations: connectionOperations,
    access: connectionAccess,
    accessDenied: connectionDenied,
    engines: dataPlane,
    beside: besideOperations(dataPlane),
    upgrade: upgradeConnections(dataPlane),
    jobs: [buryReplicas(dataPlane), deliverAtEnd(dataPlane.logs)],
    originHeaders,
    reset: () => Promise.resolve(),
  };
}
